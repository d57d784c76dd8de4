"""Grade what was handed in for an assignment: `python -m course.grading.grade backprop`.

It is nbgrader's autograde, for many at once and in a jail. What was graded with the same checks
before is left alone; a batch that was stopped goes on where it stopped.
"""

import argparse
import sys
import tempfile
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Grade, with a bar that shows how far it is, and say what was odd at the end."""
    chosen = _chosen(arguments)
    from course.grading import ledger

    if not chosen.again and chosen.students == "*" and ledger.is_current(chosen.assignment):
        print(f"{chosen.assignment}: nothing to do, all that was handed in is graded.")
        return 0
    return _graded(chosen)


def _chosen(arguments):
    parser = argparse.ArgumentParser(prog="python -m course.grading.grade", description=__doc__)
    parser.add_argument("assignment")
    parser.add_argument("--students", default="*", help="a name or a pattern; all without it")
    parser.add_argument("--jobs", type=int, help="processes; one for each processor without it")
    parser.add_argument("--cluster", help="the address of a Dask cluster that shall do it")
    parser.add_argument("--again", action="store_true", help="what is graded, too")
    return parser.parse_args(arguments)


def _graded(chosen):
    from course.grading import ledger, pool, telling
    from course.grading.batch import Batch, BatchError
    from course.grading.jail import NoJail, place_given
    from course.grading.release import ReleaseError, load_config

    ledger.forget(chosen.assignment)
    try:
        batch = Batch(Path.cwd(), load_config(Path.cwd()), chosen.assignment, chosen.students)
    except (BatchError, NoJail, ReleaseError) as error:
        print(error, file=sys.stderr)
        return 1
    found = batch.submissions()
    away = {one.student: text for one in found if (text := batch.turned_away(one))}
    wanted = [
        one
        for one in found
        if one.student not in away and (chosen.again or not batch.is_graded(one))
    ]
    count = min(chosen.jobs or pool.processes(), max(len(wanted), 1))
    executors = pool.cluster(chosen.cluster) if chosen.cluster else pool.local(count)
    with tempfile.TemporaryDirectory(prefix="given-") as given:
        place_given(Path(given))
        Path(given).chmod(0o755)
        cases = list(telling.shown(batch.grade(wanted, executors, count, given), len(wanted)))
    telling.summary(cases, away, len(found) - len(wanted) - len(away))
    if chosen.students == "*" and all(case.graded for case in cases) and not away:
        ledger.write(chosen.assignment, *batch.lying())
    return 0


if __name__ == "__main__":
    sys.exit(main())
