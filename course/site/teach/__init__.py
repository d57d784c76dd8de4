"""What Sphinx learns for this book: directives, equations, cells, links, and what pages tell."""
