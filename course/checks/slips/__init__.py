"""The mistakes that teachers meet, by subject. Each is tested, and each has a hint of its own.

A hint says what the slip is and how to see it, in a sentence or two, and leaves the last step
to the learner.
"""
