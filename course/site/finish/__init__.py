"""What is done to finished pages and to the files that they load."""
