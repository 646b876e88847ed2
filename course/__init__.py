"""What a notebook says: `import course`, then `course.chapter(5)`. The command is __main__.py's.

Parses on Python 2.7 and runs there, so that the command can refuse an old Python in a sentence.
"""

import sys

if sys.version_info >= (3, 11):
    from course.calls import (
        app_with_mine,
        chapter,
        check,
        exercise,
        finished_app,
        hint,
        picture,
        prove,
        request_way,
    )

    __all__ = [
        "app_with_mine",
        "chapter",
        "check",
        "exercise",
        "finished_app",
        "hint",
        "picture",
        "prove",
        "request_way",
    ]
