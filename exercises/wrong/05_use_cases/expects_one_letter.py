"""You keep no letter twice, for nobody should get one twice.

A handler that writes twice is the very thing that a test wants to see. The fake must not hide it.

task: 1
check: a_fake_keeps_a_letter_as_often_as_it_comes
message: gave `1`; it should give `2`
"""

from exercises.invitations.ports import Letter
from reference_app.application.ports import Unavailable


class FakeMailer:
    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.down = False

    async def send(self, letter: Letter) -> None:
        if self.down:
            raise Unavailable("The mail server is down.")
        if letter not in self.letters:
            self.letters.append(letter)
