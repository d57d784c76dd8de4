"""Grade what was handed in for an assignment: `python -m course.grading.grade backprop`.

It is nbgrader's autograde, for many at once and in a jail. What was graded with the same checks
before is left alone; a batch that was stopped goes on where it stopped.
"""

import argparse
import contextlib
import gc
import sys
import tempfile
from functools import partial
from pathlib import Path

from course.grading.arguments import above_zero


def main(arguments: list[str] | None = None) -> int:
    """Grade, with a bar that shows how far it is, and say what was odd at the end."""
    arguments = sys.argv[1:] if arguments is None else arguments
    chosen = _chosen(arguments)
    from course.grading import ledger

    if not chosen.again and chosen.students == "*" and ledger.is_current(chosen.assignment):
        print(f"{chosen.assignment}: nothing to do, all that was handed in is graded.")
        return 0
    try:
        return _graded(chosen, arguments)
    except KeyboardInterrupt:
        print("Stopped. What was graded is kept; the same command goes on.", file=sys.stderr)
        return 130


def _chosen(arguments):
    parser = argparse.ArgumentParser(prog="python -m course.grading.grade", description=__doc__)
    parser.add_argument("assignment")
    parser.add_argument("--students", default="*", help="a name or a pattern (default: all)")
    jobs = "processes (default: one for each processor)"
    parser.add_argument("--jobs", type=above_zero, help=jobs)
    parser.add_argument("--cluster", help="the address of a Dask cluster to grade on")
    parser.add_argument("--again", action="store_true", help="also what is graded already")
    return parser.parse_args(arguments)


def _graded(chosen, arguments):
    with tempfile.TemporaryDirectory(prefix="given-") as given, contextlib.ExitStack() as stack:
        gc.disable()  # until all is loaded: none of it is garbage
        stack.callback(gc.enable)
        nursery = stack.enter_context(_getting_ready(chosen, Path(given)))
        return _status(chosen, arguments, partial(_cases, given=given, nursery=nursery))


@contextlib.contextmanager
def _getting_ready(chosen, given):
    """A nursery that gets ready while everything else is loaded; None where it can't be built."""
    from course.grading.jail import NoJail, Nursery, place_given

    nursery = None
    place_given(given)
    if not chosen.cluster:
        with contextlib.suppress(NoJail):  # which is said if it is asked for
            nursery = Nursery(given)
    try:
        yield nursery
    finally:
        if nursery:
            nursery.close()


def _status(chosen, arguments, cases_of):
    from course.grading import container, ledger
    from course.grading.batch import Batch, BatchError
    from course.grading.execute import settings_of
    from course.grading.extensions import ExtensionError
    from course.grading.jail import NoJail
    from course.grading.lateness import slips
    from course.grading.pool import NoCluster
    from course.grading.release import ReleaseError, load_config

    ledger.forget(chosen.assignment)
    try:
        config = load_config(Path.cwd())
        if container.is_needed() and not settings_of(config).unsafe:
            return container.grade(arguments)
        batch = Batch(Path.cwd(), config, chosen.assignment, chosen.students)
        _all_of(batch, chosen, partial(cases_of, config))
        for line in slips(config):
            print(line)
    except (BatchError, ExtensionError, NoCluster, NoJail, ReleaseError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _all_of(batch, chosen, cases_of):
    """Grade whatever is to be graded, and tell."""
    from course.grading import telling
    from course.grading.batch import BatchError

    found = batch.submissions()
    if not found and chosen.students != "*":
        called = f"is called {chosen.students!r}"
        raise BatchError(f"Of those who have handed in {chosen.assignment} nobody {called}.")
    away = batch.turned_away(found)
    wanted = [
        one
        for one in found
        if one.called not in away and (chosen.again or not batch.is_graded(one))
    ]
    cases = list(telling.shown(cases_of(batch, wanted, chosen), len(wanted)))
    telling.of_strangers(batch.strangers(sorted(case.student for case in cases if case.graded)))
    telling.summary(cases, away, len(found) - len(wanted) - len(away))
    if chosen.students == "*" and all(case.graded for case in cases) and not away:
        batch.note(found)


def _cases(config, batch, wanted, chosen, given, nursery):
    """What comes of each, graded by whom it shall be."""
    from course.grading import pool
    from course.grading.execute import settings_of
    from course.grading.jail import Nursery

    if not wanted:
        return
    gc.freeze()
    gc.enable()
    settings = settings_of(config, given)
    if chosen.cluster:
        with pool.cluster(chosen.cluster) as by:
            yield from batch.grade(wanted, by, settings)
        return
    count = min(chosen.jobs or pool.processes(), len(wanted))
    if nursery and not settings.unsafe:
        yield from batch.grade(wanted, pool.local(count, nursery), settings)
        return
    with contextlib.closing(Nursery(Path(given), settings.unsafe)) as other:
        yield from batch.grade(wanted, pool.local(count, other), settings)


if __name__ == "__main__":
    sys.exit(main())
