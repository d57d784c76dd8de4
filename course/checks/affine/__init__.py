"""The assignment on weights times what comes in, and on the shapes that this takes."""

from course.checks.affine import affine
from course.checks.affine.differences import DIFFERENCES
from course.checks.affine.product_shape import PRODUCT_SHAPE
from course.checks.affine.standardise import STANDARDISE
from course.checks.answers import Assignment, Prediction, SelfMarked
from course.checks.checker import Check

ASSIGNMENT = Assignment(
    "affine",
    (
        Prediction("predict_loss", 1, "Put your guess after `return`."),
        affine.AFFINE,
        PRODUCT_SHAPE,
        DIFFERENCES,
        STANDARDISE,
        SelfMarked("late_bottles", 4),
    ),
    variants={"columns": (affine.COLUMNS,)},
)
check = Check(ASSIGNMENT)
