"""You wrote `def send`, since a list needs no waiting.

The port says `async def`, and a handler awaits what it gets. A fake that returns at once must be
awaitable too.

task: 1
check: a_fake_fits_its_port
message: raised `TypeError:
check: two_fakes_share_nothing
message: raised `TypeError:
check: a_fake_keeps_what_is_sent
check: a_fake_judges_nothing
check: a_fake_keeps_a_letter_as_often_as_it_comes
check: a_fake_comes_back
"""

from exercises.invitations.ports import Letter
from reference_app.application.ports import Unavailable


class FakeMailer:
    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.down = False

    def send(self, letter: Letter) -> None:
        if self.down:
            raise Unavailable("The mail server is down.")
        self.letters.append(letter)
