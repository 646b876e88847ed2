"""You keep the letter and look then whether the server is down.

What was refused was not sent. A test that asks whether anybody got a letter would hear yes.

task: 1
check: a_fake_that_is_down_keeps_nothing
message: `len(mailer.letters)` gave `1`; it should give `0`
"""

from exercises.invitations.ports import Letter
from reference_app.application.ports import Unavailable


class FakeMailer:
    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.down = False

    async def send(self, letter: Letter) -> None:
        self.letters.append(letter)
        if self.down:
            raise Unavailable("The mail server is down.")
