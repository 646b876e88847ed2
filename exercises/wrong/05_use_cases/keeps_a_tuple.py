"""You keep the letters in a tuple, so that nobody changes them.

`letters` is a `list`, and a test compares it with one: `[] == ()` is false. What a test does to
its own fake is its own affair.

task: 1
check: a_fake_begins_with_an_empty_list
message: gave `()`; it should give `[]`
"""

from exercises.invitations.ports import Letter
from reference_app.application.ports import Unavailable


class FakeMailer:
    """Keeps letters and sends none. While it is `down` it raises `Unavailable`."""

    def __init__(self) -> None:
        self.letters: tuple[Letter, ...] = ()
        self.down = False

    async def send(self, letter: Letter) -> None:
        if self.down:
            raise Unavailable("The mail server is down.")
        self.letters += (letter,)
