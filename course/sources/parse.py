"""Chapter sources to chapters and build cells: fences, `%%build` lines, keys. The rest: fold/."""

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple, cast

from course.errors import CourseError
from course.sources.body import take_apart
from course.sources.chapter import BuildCell, Chapter, Form, Key
from course.sources.steps import step_name

USAGE = "%%build reference_app/FILE [--into X | --after X[.member] | --replace X[.member]]"


class CodeCell(NamedTuple):
    """A Python cell of a source; `start` is the offset of its text in the file."""

    text: str
    start: int

    @property
    def build(self) -> tuple[str, str, int] | None:
        """What follows `%%build` on its line, the body below, and the body's offset in the file."""
        magic, _, body = self.text.partition("\n")
        if magic.split(maxsplit=1)[:1] != ["%%build"]:
            return None
        below = body.lstrip("\n")
        start = self.start + len(self.text) - len(below)
        return magic.removeprefix("%%build"), below.rstrip("\n"), start


# jupytext's rules for `md`: a region is one markdown cell, whatever fences it holds; a fence ends
# at one at least as long, or with the file.
_BLOCK = re.compile(
    r"^<!--\s*#(?P<region>region|markdown|md|raw)\b.*?^<!--\s*#end(?P=region)\s*-->"
    r"|^(?P<fence>`{3,})[ \t]*(?P<info>[^\n]*)\n(?P<source>.*?)(?:^(?P=fence)|\Z)",
    re.MULTILINE | re.DOTALL,
)
_NAME = re.compile(r"(\d\d)_\w+\.md")


def code_cells(text: str) -> Iterator[CodeCell]:
    """The Python cells of a source, in order. A `.noeval` fence is prose."""
    for block in _BLOCK.finditer(text):
        info = (block["info"] or "").split()
        if info and info[0].lower() == "python" and ".noeval" not in info:
            yield CodeCell(block["source"], block.start("source"))


def parse_build(line: str, body: str, *, chapter: int, step: int) -> BuildCell:
    """The build cell of a `%%build` line (what follows the magic's name) and the text below."""
    where = f"chapter {chapter}, {step_name(chapter, step)}"
    path, form, target = _parse_line(line, where)
    body = "\n".join(re.split(r"\r\n?|\n", body)).strip("\n") + "\n"
    try:
        names = take_apart(body, form).names if path.endswith(".py") else ()
    except SyntaxError as error:
        raise CourseError(
            f"{where}: the cell is not valid Python: {error.msg}, line {error.lineno} below %%build"
            f"{_margin(form, error)}\n{_pointed_out(body, error)}"
        ) from error
    return BuildCell(chapter, step, Key(path, form, target, names), body)


def _margin(form: Form, error: SyntaxError) -> str:
    """Whoever puts a member into a class may type it as it will stand there."""
    if form == "create" or error.msg != "unexpected indent":
        return ""
    return ": members are written without indentation"


def _pointed_out(body: str, error: SyntaxError) -> str:
    """The line, and a mark below the character. Python may name the line behind the last one."""
    lines = body.split("\n")
    line = lines[min(error.lineno or 1, len(lines)) - 1]
    return f"    {line}\n    {' ' * (max(error.offset or 1, 1) - 1)}^"


def read_chapter(source: Path) -> Chapter:
    """One chapter from its file."""
    return parse_chapter(source, source.read_text(encoding="utf-8"))


def parse_chapter(source: Path, text: str) -> Chapter:
    """One chapter from a text that may not be in its file yet."""
    name = _NAME.fullmatch(source.name)
    if name is None:
        raise CourseError(f"{source.name}: name a chapter's source like 05_use_cases.md")
    number = int(name[1])
    prose = _BLOCK.sub(lambda block: "" if block["fence"] else block[0], text)
    title = re.search(r"^# +(.+?) *$", prose, re.MULTILINE)
    if title is None:
        raise CourseError(f"{source.name}: begin the chapter with a '# ' heading, its title")
    builds: list[BuildCell] = []
    for cell in code_cells(text):
        if cell.build:
            line, body, _ = cell.build
            builds.append(parse_build(line, body, chapter=number, step=len(builds) + 1))
    _refuse_equal_keys(builds)
    return Chapter(number, source.stem, title[1], source, tuple(builds))


def read_chapters(directory: Path) -> tuple[Chapter, ...]:
    """All chapters of a directory, by number."""
    chapters = sorted(map(read_chapter, directory.glob("*.md")), key=lambda each: each.number)
    for number, count in Counter(chapter.number for chapter in chapters).items():
        if count > 1:
            raise CourseError(f"chapter {number} has {count} sources: give each its own number")
    return tuple(chapters)


def _parse_line(line: str, where: str) -> tuple[str, Form, str | None]:
    """Path, form and target of a `%%build` line."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise CourseError(f"{where}: {error} in '%%build{line}'; write {USAGE}") from error
    if len(words) not in (1, 3) or (len(words) == 3 and words[1] not in _OPTIONS):
        raise CourseError(f"{where}: cannot read '%%build {line.strip()}'; write {USAGE}")
    path = words[0]
    if ".." in path or "\\" in path or PurePosixPath(path).parts[:1] != ("reference_app",):
        raise CourseError(f"{where}: {path} is outside the app; write {USAGE}")
    if str(PurePosixPath(path)) != path or path == "reference_app":
        raise CourseError(f"{where}: {path} names no file of the app; write {USAGE}")
    if len(words) == 1:
        return path, "create", None
    if PurePosixPath(path).suffix not in ("", ".py"):  # without one it is no file: draft.py
        raise CourseError(f"{where}: {path} is not Python and is built whole: drop {words[1]}")
    return path, cast(Form, words[1].removeprefix("--")), words[2]


_OPTIONS = ("--into", "--after", "--replace")


def _refuse_equal_keys(builds: list[BuildCell]) -> None:
    """Cells of one chapter with one key would overwrite each other in a learner's workspace."""
    steps: dict[Key, BuildCell] = {}
    for cell in builds:
        first = steps.setdefault(cell.key, cell)
        if first is not cell:
            raise CourseError(
                f"chapter {cell.chapter}: steps {first.chapter}.{first.step} and "
                f"{cell.chapter}.{cell.step} build the same names at the same place of "
                f"{cell.key.path}: join them, or rename what one defines"
            )
