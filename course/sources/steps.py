"""What steps are called: "3.4" is one that a chapter has, "3.a" one that only the learner has."""

from collections.abc import Iterable
from string import ascii_lowercase

# Steps of the learner's own are numbered from here on: they are folded last, and keep their letter
# when another one goes or a new edition has more steps.
OWN = 1000


def step_name(chapter: int, step: int) -> str:
    """Of a cell that is in no place yet: "this cell"."""
    return f"step {dotted(chapter, step)}" if step else "this cell"


def dotted(chapter: int, step: int) -> str:
    """As `%course` takes it: 3.4, 3.a."""
    return f"{chapter}.{label(step)}"


def label(step: int) -> str:
    """What stands behind the point: 4, or a letter; behind z comes aa."""
    if step <= OWN:
        return str(step)
    letters, rest = "", step - OWN
    while rest:
        rest, letter = divmod(rest - 1, len(ascii_lowercase))
        letters = ascii_lowercase[letter] + letters
    return letters


def step_number(text: str) -> int:
    """The step of a label."""
    if text.isdecimal():
        return int(text)
    number = 0
    for letter in text:
        number = number * len(ascii_lowercase) + ascii_lowercase.index(letter) + 1
    return OWN + number


def spans(chapter: int, steps: Iterable[int]) -> str:
    """Steps of one chapter in order: "step 3.4", "steps 3.1, 3.4 to 3.6"."""
    found = [
        " to ".join(dotted(chapter, step) for step in dict.fromkeys(run)) for run in runs(steps)
    ]
    return f"step{'s' if len(found) > 1 or ' to ' in found[0] else ''} {', '.join(found)}"


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each row of numbers without a gap."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found
