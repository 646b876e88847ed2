"""What a notebook calls: each function only points further, so that `import course` is quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from httpx import AsyncClient
    from IPython.display import Markdown

    from course.apps.changes import Change
    from course.apps.way import Way
    from course.grading.feedback import Feedback
    from course.pictures.svg import Picture


def chapter(number: int) -> None:
    """Makes this the notebook of a chapter: its magics, and the app as of the chapter before."""
    from course.notebook.magics import open_chapter

    open_chapter(number)


async def request_way(method: str, path: str, json: object = None) -> Way:
    """The modules of the finished app, with your cells in place of ours, that a request enters."""
    from course.apps.way import request_way
    from course.notebook.magics import this_notebook

    return await request_way(this_notebook().learner.finished(), method, path, json)


def finished_app(*changes: Change) -> AbstractAsyncContextManager[AsyncClient]:
    """A client of the app as of the last chapter, as we wrote it.

    A change names a file, a text in it and what shall stand there: `("container.py", "a", "b")`.
    """
    from course.apps.serving import serving
    from course.paths import ROOT

    return serving(ROOT, changes)


def app_with_mine(*changes: Change) -> AbstractAsyncContextManager[AsyncClient]:
    """A client of the app as of the last chapter, your cells in place of ours."""
    from course.apps.serving import serving
    from course.notebook.magics import this_notebook

    return serving(this_notebook().finished(), changes)


def prove(*files: str) -> None:
    """Runs files of the reference suite, such as "domain/test_users.py", on this chapter's app."""
    from course.notebook.magics import this_notebook

    this_notebook().prove(files)


def picture(name: str) -> Picture:
    """A drawing that explains, with the same in words below it."""
    from course.pictures import picture

    return picture(name)


def exercise(number: int) -> None:
    """Makes this the notebook of an exercise: from here on, `%%answer 1` takes an answer."""
    from course.notebook.kernel import stand_on
    from course.paths import ROOT

    stand_on(ROOT)  # before the checks import the finished app: a chapter may have been open here
    from course.grading.notebook import open_exercise

    open_exercise(number)


def check(task: int = 0) -> Feedback:
    """Says what is right with your answer, what is not yet, and why."""
    from course.grading.notebook import this_exercise

    return this_exercise().check(task)


def hint(task: int = 0) -> Markdown:
    """The next hint; running it again gives one more."""
    from course.grading.notebook import this_exercise

    return this_exercise().hint(task)
