"""You keep a server down that was down once.

`down` is what the test says, now. One that sets it back to `False` wants to see how the app
goes on.

task: 1
check: a_fake_comes_back
message: raised `Unavailable
"""

from exercises.invitations.ports import Letter
from reference_app.application.ports import Unavailable


class FakeMailer:
    """Keeps letters and sends none. While it is `down` it raises `Unavailable`."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.down = False
        self._was_down = False

    async def send(self, letter: Letter) -> None:
        self._was_down |= self.down
        if self._was_down:
            raise Unavailable("The mail server is down.")
        self.letters.append(letter)
