"""What the checkout says, before Sphinx reads any of it."""
