"""What a learner changed in our cells, told in a line or as a diff. Undoing it is learner.py's."""

import difflib
import re
from collections.abc import Iterator

from course.errors import CourseError
from course.fold.tree import FoldedFile, FoldError
from course.learner.identity import meant
from course.learner.learner import Learner
from course.sources.body import Import, take_apart
from course.sources.chapter import BuildCell, Chapter, as_typed, magic_line
from course.sources.steps import OWN, dotted, runs, spans, step_name, step_number


def read_step(text: str) -> tuple[int, int]:
    """Chapter and step of "3.4" or "3.a"."""
    found = re.fullmatch(r"(\d+)\.(\d+|[a-z]+)", text)
    if found is None:
        raise CourseError(f"'{text}' is no step: name one by chapter and number, like 3.4")
    return int(found[1]), step_number(found[2])


def diff(learner: Learner, number: int, step: int | None) -> str:
    """What the learner ran in a chapter, against ours: one step, or all."""
    if step is not None:
        learner.refuse_unknown(number, step)
    chapter = learner.chapter(number)
    ran = [cell for cell in learner.ran(number) if step in (None, cell.step)]
    changed = [cell for cell in ran if cell not in chapter.builds]
    if changed:
        return "\n".join(line for cell in changed for line in _changes(cell, chapter))
    if step is None:
        return f"chapter {number}: no cell that you ran differs from ours"
    return f"{step_name(number, step)}: " + ("yours is ours" if ran else "you have not run it")


def unfit(learner: Learner, number: int, error: FoldError) -> str:
    """What may help when a cell does not fit while a chapter is open."""
    path = error.cell.key.path
    if error.misspelled and error.cell.step > OWN:  # no step of ours builds that name
        return _look_at(learner, number, error.cell, path)
    return mend(learner, number, error.cell, path)


def mend(learner: Learner, number: int, failed: BuildCell, path: str | None = None) -> str:
    """What may help when a cell fails while a chapter is open: steps to run before it, or a
    change to look at. With a path, only steps that build this file count."""
    if failed.chapter == number:
        chapter = learner.chapter(number)
        here = (failed.step > OWN and meant(chapter, failed)) or failed
        first = [
            cell.step
            for cell in unbuilt(learner, number)
            if cell.step < here.step and path in (None, cell.key.path)
        ]
        if first:
            return f"Run {spans(number, first)} first."
    return _look_at(learner, number, failed, path)


def remarks(learner: Learner, built: BuildCell) -> Iterator[str]:
    """What a learner may not have meant by a cell that was built."""
    chapter, ran = learner.chapter(built.chapter), learner.ran(built.chapter)
    if built.step > OWN:
        question = _question(chapter, built)
        sentences = f"only yours: {built}.", question, f"{_reset(built)} takes yours out."
        yield " ".join(filter(None, sentences))
    for own in ran if built.step <= OWN else ():
        like = meant(chapter, own) if own.step > OWN else None
        if like and like.step == built.step:
            yield f"your {own} is still built, and much like {built}: {_reset(own)} takes it out."
    if missing := _no_longer_built(chapter, ran, built):
        yield f"{built} no longer builds {', '.join(missing)}"
    file = learner.fold(chapter.number, ran)[built.key.path]
    for name in _unused(built, chapter, file) if built.key.path.endswith(".py") else ():
        yield f"import of `{name}` is used by nothing in the file, so it was left out"


def unbuilt(learner: Learner, number: int) -> list[BuildCell]:
    """Our cells of a chapter whose steps were not run."""
    done = {cell.step for cell in learner.ran(number)}
    return [cell for cell in learner.chapter(number).builds if cell.step not in done]


def refuse_unbuilt(learner: Learner, number: int) -> None:
    """CourseError when steps of the chapter were not run: its tests speak of the whole chapter."""
    if left := [cell.step for cell in unbuilt(learner, number)]:
        have, them = ("has", "it") if len(left) == 1 else ("have", "them")
        raise CourseError(
            f"{spans(number, left).capitalize()} {have} not been run (the folded Fittings are part "
            f"of the app): run {them}, then prove again."
        )


def whose(learner: Learner, number: int) -> str:
    """Which chapters before the learner changed: "chapters 1-2, 4 yours"; nothing if none."""
    changed = [
        chapter.number
        for chapter in learner.chapters.values()
        if chapter.number < number
        and any(_is_theirs(cell, chapter) for cell in learner.ran(chapter.number))
    ]
    spans = ["-".join(map(str, dict.fromkeys(run))) for run in runs(changed)]
    return f"chapter{'s' if len(changed) > 1 else ''} {', '.join(spans)} yours" if spans else ""


def _is_theirs(cell: BuildCell, chapter: Chapter) -> bool:
    """Not what any edition had."""
    return cell not in chapter.builds and not cell.was_ours


def _look_at(learner: Learner, number: int, failed: BuildCell, path: str | None) -> str:
    """A change that may be why the cell fails: its own, else one of the learner's others."""
    chapter = learner.chapter(failed.chapter)
    changed = [
        cell
        for each in learner.chapters.values()
        if each.number <= max(number, failed.chapter)
        for cell in learner.ran(each.number)
        if cell not in each.builds
    ]
    if failed not in changed and failed not in chapter.builds:  # refused, so it is kept nowhere
        if failed.step <= OWN:
            return f"Your {failed} is not ours: {_reset(failed)} offers ours."
        if question := _question(chapter, failed) or _nearest_file(learner, failed):
            return question
    near = [cell for cell in changed if path in (None, cell.key.path)]
    near.sort(key=lambda cell: cell != failed)
    if path is None and failed.step > OWN:  # built a moment ago: remarks() said how it goes
        near = [cell for cell in near if cell != failed]
    return next(map(_way_back, near), "")


def _way_back(cell: BuildCell) -> str:
    if cell.was_ours:
        return f"Your {cell} is of an older edition: {_renewal(cell)}."
    if cell.step > OWN:
        return f"Your {cell} is in no chapter: {_reset(cell)} takes it out."
    return (
        f"Your {cell} is not ours: `%course diff {dotted(cell.chapter, cell.step)}` shows the "
        f"difference, {_reset(cell)} takes it back."
    )


def _question(chapter: Chapter, own: BuildCell) -> str:
    like = meant(chapter, own)
    return f"Did you mean {like}, `{magic_line(like)}`?" if like else ""


def _nearest_file(learner: Learner, own: BuildCell) -> str:
    paths = {cell.key.path for each in learner.chapters.values() for cell in each.builds}
    close = difflib.get_close_matches(own.key.path, sorted(paths - {own.key.path}), n=1)
    return f"Did you mean {close[0]}?" if close and own.key.path not in paths else ""


def _no_longer_built(chapter: Chapter, ran: list[BuildCell], built: BuildCell) -> list[str]:
    """Names of our step that none of the learner's cells of this step has."""
    has = {name for cell in ran if cell.step == built.step for name in cell.key.names}
    ours = [name for cell in chapter.builds if cell.step == built.step for name in cell.key.names]
    return [name for name in ours if name not in has]


def _reset(cell: BuildCell) -> str:
    return f"`%course reset {dotted(cell.chapter, cell.step)}`"


def _renewal(cell: BuildCell) -> str:
    """The edition may have no such step any more."""
    return f"{_reset(cell)} {'takes it out' if cell.step > OWN else 'brings it up to date'}"


def _unused(built: BuildCell, chapter: Chapter, file: FoldedFile) -> list[str]:
    """Names that the cell imports and the file does not keep; ours may wait for a later step."""
    kept = {each.bound for each in _imports(file.text, "create")}
    for cell in chapter.builds:
        if cell.step == built.step:
            kept |= {each.bound for each in _imports(cell.body, cell.key.form)}
    found = _imports(built.body, built.key.form)
    return [each.alias or each.name for each in found if each.bound not in kept]


def _imports(text: str, form: str) -> list[Import]:
    return [each for statement in take_apart(text, form).imports for each in statement.imports]


def _changes(cell: BuildCell, chapter: Chapter) -> Iterator[str]:
    if cell.was_ours:
        return iter([f"{cell}: older edition; {_renewal(cell)}"])
    ours = [as_typed(each) for each in chapter.builds if each.step == cell.step]
    before = ours[0].splitlines() if ours else []
    names = f"{cell}, ours" if ours else "nothing of ours", f"{cell}, yours"
    return difflib.unified_diff(before, as_typed(cell).splitlines(), *names, lineterm="")
