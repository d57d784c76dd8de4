"""Find the line where an answer went wrong, by mending it.

When an answer is refused and no known mistake fits, small edits are tried on the learner's own
code, one at a time, and the check is run on each mended copy. If an edit makes every part right,
the mistake stands on that line, and the kind of the edit says what it is. The mended code is never
shown.

source    what of the learner's code can be read, and run once more
edits     an edit, as data
kinds     every kind of edit, with its words
guards    copies come to an end
trial     what an edited copy has to do, and how far it does it
search    try the edits, the likelier ones first
looking   the search as the checker has it: in turns, with words at the end
"""
