"""What the course adds to nbgrader: releasing exercises, and care with what students hand in."""
