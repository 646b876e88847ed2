"""You leave `down` open until a test says.

`None` is false where one asks, and is not `False`. Most tests say nothing, and a mail server
works.

task: 1
check: a_fake_is_up_at_first
message: gave `None`; it should give `False`
"""

from exercises.invitations.ports import Letter
from reference_app.application.ports import Unavailable


class FakeMailer:
    """Keeps letters and sends none. While it is `down` it raises `Unavailable`."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.down = None

    async def send(self, letter: Letter) -> None:
        if self.down:
            raise Unavailable("The mail server is down.")
        self.letters.append(letter)
