"""What is said while a function of the broken program is not mended yet."""

COPY = "Copy the lines of broken_{0} into it, those below its docstring, and fix them."
