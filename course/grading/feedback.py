"""What is said of an answer: for a shell, and for a notebook in light or dark."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markdown_it import MarkdownIt

from course.grading.misconceptions import diagnose
from course.grading.outcome import Outcome, points
from course.platforms import IN_PLACE
from course.sources.task import Task

_PASSED: Final = "var(--jp-success-color1, #388e3c)"
# nbgrader's page takes the triangle away otherwise.
_SUMMARY: Final = '<summary style="display: list-item; cursor: pointer">'
_NOT_YET: Final = "var(--jp-warn-color1, #e65100)"


@dataclass(frozen=True)
class Feedback:
    """Shows itself in a notebook. As plain text it is the points alone: nbgrader reads those."""

    task: Task
    outcome: Outcome

    def __repr__(self) -> str:
        return points(self.outcome.points)

    def _repr_html_(self) -> str:
        color = _PASSED if self.outcome.is_full else _NOT_YET
        style = f"border-left: 4px solid {color}; padding: 0.1em 1em; margin: 0.3em 0"
        said = "".join(f"<p>{_inline(each)}</p>" for each in self._said())
        more = "".join(
            f"<details>{_SUMMARY}{html.escape(title)}</summary>{_block(text)}</details>"
            for title, text in self._more()
        )
        return f'<div style="{style}"><p><strong>{self.headline}</strong></p>{said}{more}</div>'

    @property
    def headline(self) -> str:
        """A word first: never colour alone."""
        word = "Passed" if self.outcome.is_full else "Not yet"
        got, most = points(self.outcome.points), points(self.outcome.most)
        return f"{word}: {got} of {most} points"

    def text(self) -> str:
        """All of it but what is folded."""
        return "\n".join([self.headline, *(f"  {each}" for each in self._said())])

    def _said(self) -> Iterator[str]:
        """The first failure whole, the rest in a line; and what could not be tried."""
        if self.outcome.refused:
            yield self.outcome.refused
            return
        if not self.outcome.is_full:
            yield from self._what_fails()
        for each in self.outcome.findings:
            if each.excused:
                yield f"Not tried here, and its points are yours: {each.says} {each.excused}"

    def _what_fails(self) -> Iterator[str]:
        if self.outcome.untouched:
            yield "This is the cell as it was given."
        elif name := self.outcome.given_again:
            yield (
                f"Below your `{name}` stands the one that was given, and what counts is the last: "
                "delete that."
            )
        first = self.outcome.failed[0]
        yield f"Wanted: {first.says}"
        yield first.failure
        if known := diagnose(self.outcome):
            yield f"A likely cause: {known.belief} {known.truth}"
        yield first.why
        passed = len(self.outcome.findings) - len(self.outcome.failed)
        hints = f"`course.hint({self.task.number})` gives a hint."
        yield f"{passed} of {len(self.outcome.findings)} checks pass. {hints}"

    def _more(self) -> Iterator[tuple[str, str]]:
        """Folded, for it says what one might want to find alone. The reasons are for whoever has
        all points."""
        rest = "\n".join(f"* {each.says}" for each in self.outcome.failed[1:])
        if rest and not self.outcome.refused:
            yield "What else is not so yet", rest
        if self.outcome.printed:
            yield "What your code printed", _fenced(self.outcome.printed)
        if not self.outcome.is_full:
            return
        if not IN_PLACE:  # the site has no answers
            yield "Our answer", _fenced(self.task.solution, "python")
        yield "Why this way", self.task.why
        for each in self.task.alternatives:
            yield "Another way", f"{each.words}\n\n{_fenced(each.code, 'python')}"
        hints = (f"{n}. {hint}" for n, hint in enumerate(self.task.hints, start=1))
        yield "The hints", "\n".join(hints)


def _fenced(text: str, language: str = "") -> str:
    """As code in Markdown, whatever is in it."""
    fence = max(re.findall("`+", text), key=len, default="") + "```"
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _inline(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def _block(text: str) -> str:
    return str(MarkdownIt("commonmark", {"html": False}).render(text))
