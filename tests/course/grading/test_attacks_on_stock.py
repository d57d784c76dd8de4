"""Why there is a jail, and checks outside of it: the same attacks against nbgrader as it comes.

What each comes to is kept in `attacks/stock.yml`, one or the other where it depends on threads.
Those that would harm the machine are not tried. They run in a container without a network and
without others' processes, so nothing is recorded of what they would reach there. It takes ten
minutes.
"""

import pytest
import yaml
from attacked_course import FULL, NAME, Heard, hand_in, points, release
from attacks import FOLDER, attacks
from nbgrader_course import Course
from stock_nbgrader import NOT_TRIED, effect, grade

ATTACKS = attacks()
KEPT = yaml.safe_load((FOLDER / "stock.yml").read_text())


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course in which one honest student is graded, by stock nbgrader."""
    with Heard() as heard:
        course = Course(tmp_path_factory.mktemp("course"))
        course.heard = heard
        release(course)
        hand_in(course, ATTACKS)
        grade(course, course.root, "ann", NAME)
        yield course


def test_every_attack_is_recorded():
    assert KEPT.keys() == ATTACKS.keys()
    assert {name for name, said in KEPT.items() if said == NOT_TRIED} == {
        name for name, attack in ATTACKS.items() if attack.dangerous
    }


@pytest.mark.proof
def test_the_honest_have_all_from_it_too(course):
    assert points(course, "ann") == FULL


@pytest.mark.proof
@pytest.mark.parametrize("name", ATTACKS)
def test_what_it_comes_to(course, tmp_path, name):
    found = effect(course, tmp_path / "stock", ATTACKS[name], NAME)
    assert found in KEPT[name].split(" or ")
