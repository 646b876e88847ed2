"""What `%course` answers in a cell. It changes nothing: `%course reset` is magics.py's."""

from course.errors import CourseError
from course.fold.where import where
from course.learner.learner import Learner
from course.learner.review import diff, read_step

USAGE = {
    "diff": ("%course diff [3 | 3.4]", "shows what you changed: here, in chapter 3, in step 3.4"),
    "reset": (
        "%course reset 3.4",
        "puts our step 3.4 back, or takes your own 3.a out; keeps a copy",
    ),
    "where": ("%course where [FILE[:LINE]]", "says which steps wrote a file or a line; all files"),
    "doctor": ("%course doctor", "says what this machine lacks, and how to mend it"),
    "help": ("%course help", "prints this"),
}


def answer(learner: Learner, number: int, line: str) -> None:
    """Prints what the words behind `%course` ask for while a chapter is open."""
    name, _, argument = line.partition(" ")
    match name:
        case "" | "help":
            print("\n".join(f"{usage:<29}{summary}" for usage, summary in USAGE.values()))
        case "diff":
            print(_differences(learner, number, argument.strip()))
        case "where":
            print("\n".join(where(learner.fold(number, learner.ran(number)), argument.strip())))
        case "doctor":
            from course.setup.doctor import doctor

            doctor()
        case _:
            raise CourseError(f"there is no `%course {name}`; there are {', '.join(USAGE)}")


def _differences(learner: Learner, number: int, place: str) -> str:
    if not place or place.isdecimal():
        return diff(learner, int(place or number), None)
    return diff(learner, *read_step(place))
