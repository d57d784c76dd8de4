"""Checks of the learner's answers: one module an assignment, and the machinery they share.

    from course.checks.backprop import check
    check("relu_backward", "at zero")

answers   what an assignment is made of, as data
inputs    draws the inputs of the checks
outcomes  call a function safely and compare what came of it
judge     decide whether a part is right, and what is wrong first
faults    what can be wrong, as data
messages  the words for it
show      numbers as a person writes them
checker   `check` itself
slips     the mistakes that teachers meet, with their hints
"""
