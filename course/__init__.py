"""What a notebook says: `import course`, then `course.chapter(5)`. The command is __main__.py's.

This module must stay importable on Python 3.8 with nothing installed: it only points further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from httpx import AsyncClient

    from course.way import Station


def chapter(number: int) -> None:
    """Makes this the notebook of a chapter: its magics, and the app as of the chapter before."""
    from course.magics import open_chapter

    open_chapter(number)


async def request_way(method: str, path: str, json: object = None) -> list[Station]:
    """The modules that a request to the finished app enters, in order."""
    from course.paths import ROOT
    from course.way import request_way

    return await request_way(ROOT, method, path, json)


def finished_app() -> AbstractAsyncContextManager[AsyncClient]:
    """A client of the app as of the last chapter, as we wrote it."""
    from course.paths import ROOT
    from course.running import serving

    return serving(ROOT)


def app_with_mine() -> AbstractAsyncContextManager[AsyncClient]:
    """A client of the app as of the last chapter, your cells in place of ours."""
    from course.magics import this_learner
    from course.running import serving

    return serving(this_learner().finished())
