"""What a site needs besides its pages: made or fetched once, kept, and copied into the site."""
