"""You call the parameter as you like.

The port calls it `letter`, and a handler may hand it over by that name. What fits a port takes
all that the port takes.

task: 1
check: a_fake_fits_its_port
message: unexpected keyword argument
"""

from exercises.invitations.ports import Letter
from reference_app.application.ports import Unavailable


class FakeMailer:
    """Keeps letters and sends none. While it is `down` it raises `Unavailable`."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.down = False

    async def send(self, message: Letter) -> None:
        if self.down:
            raise Unavailable("The mail server is down.")
        self.letters.append(message)
