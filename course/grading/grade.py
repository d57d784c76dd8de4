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
    arguments = sys.argv[1:] if arguments is None else arguments
    chosen = _chosen(arguments)
    from course.grading import ledger

    if not chosen.again and chosen.students == "*" and ledger.is_current(chosen.assignment):
        print(f"{chosen.assignment}: nothing to do, all that was handed in is graded.")
        return 0
    return _graded(chosen, arguments)


def _chosen(arguments):
    parser = argparse.ArgumentParser(prog="python -m course.grading.grade", description=__doc__)
    parser.add_argument("assignment")
    parser.add_argument("--students", default="*", help="a name or a pattern; all without it")
    parser.add_argument("--jobs", type=int, help="processes; one for each processor without it")
    parser.add_argument("--cluster", help="the address of a Dask cluster that shall do it")
    parser.add_argument("--again", action="store_true", help="what is graded, too")
    return parser.parse_args(arguments)


def _graded(chosen, arguments):
    from course.grading import container, ledger
    from course.grading.batch import Batch, BatchError
    from course.grading.execute import settings_of
    from course.grading.extensions import ExtensionError
    from course.grading.jail import NoJail
    from course.grading.pool import NoCluster
    from course.grading.release import ReleaseError, load_config

    ledger.forget(chosen.assignment)
    try:
        config = load_config(Path.cwd())
        if container.is_needed() and not settings_of(config).unsafe:
            return container.grade(arguments)
        batch = Batch(Path.cwd(), config, chosen.assignment, chosen.students)
        _all_of(batch, chosen, config)
    except (BatchError, ExtensionError, NoCluster, NoJail, ReleaseError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was graded is kept; the same command goes on.", file=sys.stderr)
        return 130
    return 0


def _all_of(batch, chosen, config):
    """Grade whatever is to be graded, and tell."""
    from course.grading import ledger, telling

    found = batch.submissions()
    away = {one.student: text for one in found if (text := batch.turned_away(one))}
    wanted = [
        one
        for one in found
        if one.student not in away and (chosen.again or not batch.is_graded(one))
    ]
    cases = list(telling.shown(_cases(batch, wanted, chosen, config), len(wanted)))
    telling.summary(cases, away, len(found) - len(wanted) - len(away))
    if chosen.students == "*" and all(case.graded for case in cases) and not away:
        ledger.write(chosen.assignment, *batch.lying())


def _cases(batch, wanted, chosen, config):
    """What comes of each, graded by whom it shall be."""
    from course.grading import pool
    from course.grading.execute import settings_of
    from course.grading.jail import place_given

    if not wanted:
        return
    with tempfile.TemporaryDirectory(prefix="given-") as folder:
        given = Path(folder)
        place_given(given)
        settings = settings_of(config, folder)
        count = min(chosen.jobs or pool.processes(), len(wanted))
        here = pool.local(count, given, settings.unsafe)
        with pool.cluster(chosen.cluster) if chosen.cluster else here as by:
            yield from batch.grade(wanted, by, settings)


if __name__ == "__main__":
    sys.exit(main())
