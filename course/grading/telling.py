"""Values and errors as they are quoted in a sentence: short, whatever a learner's objects do."""

import traceback
from types import TracebackType
from typing import Final

ANSWER: Final = "<answer>"  # the file that an answer is compiled as
ALONE: Final = " (an answer stands alone, without the notebook's other cells)"
LONGEST: Final = 200  # characters of a value or an error that is quoted


class OutOfTime(BaseException):
    """The answer has used up its time; raised in its midst, and not by a check."""


def shown(value: object) -> str:
    """A value without an address."""
    kind = type(value).__name__
    try:
        text = str.__str__(repr(value))
    except OutOfTime:
        return f"a {kind} whose repr() does not end"
    except BaseException as error:
        return f"a {kind} whose repr() raises {type(error).__name__}"
    if " at 0x" in text:
        text = f"a {kind}"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def told(error: BaseException) -> str:
    """Kind and first line of an error."""
    kind = type(error).__name__
    try:
        first = (str.__str__(str(error)).splitlines() or [""])[0][:LONGEST]
    except OutOfTime:
        return f"{kind}, whose __str__ does not end"
    except BaseException:
        first = ""
    alone = ALONE if type(error) is NameError else ""
    return f"{kind}: {first}".removesuffix(": ").rstrip(".") + alone


def place(error: BaseException) -> str:
    """Where in the answer an error came from, if it did: ` at `return self.key``."""
    lines = [frame.line for frame in frames(error.__traceback__) if frame.filename == ANSWER]
    where = f" at `{lines[-1]}`" if lines and lines[-1] else ""
    forgotten = isinstance(error, TypeError | AttributeError) and "'coroutine'" in told(error)
    return f"{where}; is an `await` missing?" if forgotten else where


def frames(trace: TracebackType | None) -> traceback.StackSummary:
    """From the outermost on. Of other files than the answer no line is read: an answer's process
    may not open them."""
    return traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)
