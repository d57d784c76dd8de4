"""The checker is files, an assignment is a folder, an answer is a file in it.

    from course.checks.backprop import check
    check("relu_backward", "at zero")

answers     what an assignment is made of, as data
inputs      draws the inputs of the checks
outcomes    call a function safely and compare what came of it
judge       decide whether a part is right, and what is wrong first
evidence    name a known mistake, where enough speaks for it
mending/    find the line to blame, by small edits of the learner's own code
afterwards  what is said once the verdict is out
faults      what can be wrong, as data
messages    the words for it
plain       Python's errors in plain words
show        numbers as a person writes them
taken       names that the exercise brought and the learner gave away
variants    other tasks for another year, and what they change
checker     `check` itself

An answer's file holds the truth, its cases, its misconceptions and its variants. What answers of
several assignments share: `nudging` (slopes by nudging), `four_bottles` (what the network does with
them), `half_mse`, `leaky_relu` and `columns`.
"""
