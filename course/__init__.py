"""What a notebook says: `import course`, then `course.chapter(5)`. The command is __main__.py's.

This module must stay importable on Python 3.8 with nothing installed: it only points further.
"""


def chapter(number: int) -> None:
    """Makes this the notebook of a chapter: its magics, and the app as of the chapter before."""
    from course.magics import open_chapter

    open_chapter(number)
