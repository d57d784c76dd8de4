"""Every kind of mistake that one small edit undoes, a file for each part of Python."""

from course.checks.mending.kinds import calls, expressions, missing, statements

KINDS = (*expressions.KINDS, *calls.KINDS, *statements.KINDS, *missing.KINDS)
