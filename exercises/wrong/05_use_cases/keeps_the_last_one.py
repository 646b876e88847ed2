"""You keep the last letter: the newest is what a test asks for.

A test also asks how many there were, and who was first. Keep them all, in order.

task: 1
check: a_fake_keeps_what_is_sent
message: subject='Hello', text='Your code is K7QM-2XRE.')]`; it should give
check: a_fake_judges_nothing
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
        self.letters = [letter]
