"""Points in a gradebook, written there without a run."""

import warnings


def give(gradebook, assignment, student, auto, by_hand=None, at=None):
    """Hand in, and give points: {cell: points} by the machine (None: it has not run), by a person.

    What the machine is not said to give is 0.
    """
    by_hand = by_hand or {}
    gradebook.update_or_create_student(student)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's own way to add one makes SQLAlchemy warn
        submission = gradebook.update_or_create_submission(assignment, student, timestamp=at)
    for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
        by_machine = grade.cell.cell_type == "code" and auto is not None
        grade.auto_score = auto.get(grade.name, 0) if by_machine else None
        grade.manual_score = by_hand.get(grade.name)
        grade.needs_manual_grade = not by_machine and grade.name not in by_hand
    gradebook.db.commit()
