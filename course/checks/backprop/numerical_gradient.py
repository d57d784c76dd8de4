"""The gradient of any function by nudging one entry of x at a time.

Shapes: x any, the gradient the same; A1_4 (4, 2), W2 (2, 1).
"""

from course.checks.answers import Answer, Case, Part
from course.checks.four_bottles import A1_4
from course.checks.inputs import ToNumber, normal, whole
from course.checks.nudging import MISCONCEPTIONS, TODO, gradient_case, numerical_gradient
from reference_impl import example, losses


def loss_of_output_weights(shape: tuple[int, ...]) -> ToNumber:
    """A function of W2's two numbers, in the given shape."""

    def f(W2):
        """the loss of the four bottles, as the two numbers of W2 move"""
        return losses.mse(A1_4 @ whole(W2, shape).reshape(2, 1) + example.b2, example.y4)

    return f


NUMERICAL_GRADIENT = Answer(
    name="numerical_gradient",
    inputs=("f", "x"),
    outputs=("gradient",),
    reference=numerical_gradient,
    parts=(
        Part(
            "a list of numbers",
            points=2,
            outputs=("gradient",),
            cases=(
                Case(
                    "the two weights of the output layer",
                    lambda rng: (loss_of_output_weights((2,)), example.W2.ravel()),
                ),
                gradient_case("3 numbers", 3),
                gradient_case("7 numbers", 7, draw=normal),
            ),
        ),
        Part(
            "any shape",
            points=1,
            outputs=("gradient",),
            cases=(
                Case(
                    "W2 as it is, 2 rows and 1 column",
                    lambda rng: (loss_of_output_weights((2, 1)), example.W2),
                ),
                gradient_case("3 rows of 3", 3, 3),
                gradient_case("3 rows of 4", 3, 4),
                gradient_case("2 blocks of 3 rows of 4", 2, 3, 4, draw=normal),
            ),
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    todo=TODO,
)
