"""You raise what the network would raise.

A handler knows the port and no network. Adapters and fakes raise what the app has a word for:
`Unavailable`.

task: 1
check: a_fake_can_be_down
message: raised `ConnectionError
"""

from exercises.invitations.ports import Letter


class FakeMailer:
    """Keeps letters and sends none. While it is `down` it raises `Unavailable`."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.down = False

    async def send(self, letter: Letter) -> None:
        if self.down:
            raise ConnectionError("The mail server is down.")
        self.letters.append(letter)
