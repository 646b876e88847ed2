"""Findings where chapters and app disagree, or a cell breaks a rule. Mends nothing."""

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from course.fold.draft import Draft
from course.fold.tree import FoldedFile, FoldError, Tree, assemble, polish
from course.sources.chapter import BuildCell, Chapter

SUPERSEDED_LIMIT = 0.10
_NOT_BUILT = {"__pycache__", "var"}


def verify(
    chapters: Sequence[Chapter], app: Path, looked_at: Sequence[Chapter] | None = None
) -> list[str]:
    """One sentence per finding; none when the chapters build the app, byte for byte. The format of
    cells is looked at in some chapters, or in all."""
    try:
        drafts = assemble(cell for chapter in chapters for cell in chapter.builds)
        tree = polish(drafts)
        findings = [
            *differences(tree, read_app(app)),
            *unowned(tree),
            *unformatted(chapters, looked_at),
        ]
    except FoldError as error:
        return [str(error)]
    report = superseded(drafts)
    if report.share >= SUPERSEDED_LIMIT:
        findings.append(f"{report}\n(the limit is {SUPERSEDED_LIMIT:.0%}: supersede less)")
    return findings


def read_app(app: Path) -> dict[str, bytes]:
    """Every file of the app by its path in a tree; compiled files and data aside."""
    files = (file.relative_to(app) for file in sorted(app.rglob("*")) if file.is_file())
    return {
        f"reference_app/{file.as_posix()}": (app / file).read_bytes()
        for file in files
        if not _NOT_BUILT.intersection(file.parts)
    }


def differences(tree: Tree, app: Mapping[str, bytes]) -> Iterator[str]:
    """Files that one side lacks; of files that differ the first line that does."""
    for path in sorted(tree.keys() | app.keys()):
        if path not in tree:
            yield f"no step builds {path}: give it a build cell, or delete it"
        elif path not in app:
            yield f"{path} is missing, {_owner(tree[path], 0)} builds it: run course build"
        elif app[path] != tree[path].text.encode():
            yield _difference(path, tree[path], app[path].decode(errors="backslashreplace"))


def unowned(tree: Tree) -> Iterator[str]:
    """Lines that break the engine's promise: one owner for each, none for a blank one."""
    for path, file in tree.items():
        lines = file.text.split("\n")[:-1]
        for number, (line, owner) in enumerate(zip(lines, file.owners, strict=True), 1):
            if bool(line.strip()) is (owner is None):
                yield f"{path} line {number} has {owner or 'no owner'}: a fault of the engine"


def unformatted(
    chapters: Sequence[Chapter], looked_at: Sequence[Chapter] | None = None
) -> Iterator[str]:
    """Cells in which the formatter changes more than blank lines, also those superseded later."""
    drafts: dict[str, Draft] = {}
    for chapter in chapters if looked_at is None else looked_at:
        touched = {cell.key.path for cell in chapter.builds}
        earlier = (each for each in chapters if each.number <= chapter.number)
        cells = [cell for each in earlier for cell in each.builds if cell.key.path in touched]
        drafts |= {f"{chapter.slug}/{path}": draft for path, draft in assemble(cells).items()}
    files = polish(drafts)
    found = (_formatted(drafts[path], files[path]) for path in drafts)
    yield from dict.fromkeys(finding for findings in found for finding in findings)


@dataclass(frozen=True)
class Superseded:
    """How many lines of an earlier step each later step replaced, and of how many in the end."""

    lines: Mapping[tuple[BuildCell, BuildCell], int]
    final: int

    @property
    def share(self) -> float:
        """Superseded lines per final line."""
        return sum(self.lines.values()) / max(self.final, 1)

    def __str__(self) -> str:
        head = f"superseded: {sum(self.lines.values())} of {self.final} lines, {self.share:.1%}"
        each = (
            f"{new} supersedes {count} lines of {old} in {old.key.path}"
            for (old, new), count in self.lines.items()
        )
        return "\n".join([head, *each])


def superseded(drafts: Mapping[str, Draft]) -> Superseded:
    """The report of what later chapters take back: each such step is a lesson, and costs."""
    pairs = Counter((line.cell, new) for draft in drafts.values() for line, new in draft.superseded)
    final = sum(bool(line.text.strip()) for draft in drafts.values() for line in draft.lines)
    return Superseded(pairs, final)


def first_difference(ours: str, theirs: str) -> tuple[int, str, str]:
    """The first line that differs in two texts that do: its number, from 1, and how each reads."""
    pairs = zip_longest(ours.split("\n"), theirs.split("\n"))
    for number, (our, their) in enumerate(pairs, 1):
        if our != their:
            return number, _shown(our), _shown(their)
    raise ValueError("the texts are equal")


def _difference(path: str, file: FoldedFile, text: str) -> str:
    number, ours, theirs = first_difference(file.text, text)
    return (
        f"{path} line {number}: {_owner(file, number - 1)} builds {ours}, the app has {theirs}: "
        "run course absorb to take the app's, course build to take the chapter's"
    )


def _owner(file: FoldedFile, number: int) -> str:
    """The step of a line, or of the nearest above it, or else of the first below."""
    above = [owner for owner in file.owners[: number + 1] if owner]
    below = [owner for owner in file.owners[number + 1 :] if owner]
    cell = above[-1] if above else below[0] if below else None
    return f"chapter {cell.chapter}, {cell}" if cell else "an empty cell"


def _shown(line: str | None) -> str:
    return "nothing" if line is None else repr(line)


def _formatted(draft: Draft, file: FoldedFile) -> Iterator[str]:
    drafted = [line for line in draft.lines if line.text.strip()]
    lines = zip(file.text.split("\n"), file.numbers, strict=False)
    texts = [line for line, number in lines if number is not None]
    before = [line.text for line in drafted]
    if before == texts:
        return
    matcher = difflib.SequenceMatcher(None, before, texts, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            line = drafted[min(first, len(drafted) - 1)]
            ours, theirs = "\n".join(before[first:last]), "\n".join(texts[start:end])
            yield (
                f"chapter {line.cell.chapter}, {line.cell} is not in our format:\n{ours}\n"
                f"the formatter wants:\n{theirs}"
            )
