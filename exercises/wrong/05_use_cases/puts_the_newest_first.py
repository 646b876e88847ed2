"""You put the newest letter first, as a mailbox does.

The oldest is first: a test reads the letters in the order in which they were sent.

task: 1
check: a_fake_keeps_what_is_sent
message: subject='Hello', text='Your code is K7QM-2XRF.'), Letter(
"""

from exercises.invitations.ports import Letter
from reference_app.application.ports import Unavailable


class FakeMailer:
    """Keeps letters and sends none. While it is `down` it raises `Unavailable`."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.down = False

    async def send(self, letter: Letter) -> None:
        if self.down:
            raise Unavailable("The mail server is down.")
        self.letters.insert(0, letter)
