"""What runs in the jail, beside the learner's code: nothing here knows what a right answer is.

Everything that these files import is in the jail too: Python's library, NumPy and IPython, and of
the course only what `course.grading.jail` lists.
"""
