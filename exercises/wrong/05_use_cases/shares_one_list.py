"""You made the list in the class.

There is one such list, and all fakes append to it: a test finds letters of the test before. Make it
in `__init__`.

task: 1
check: two_fakes_share_nothing
message: The letter was sent by another one
check: a_fake_keeps_a_letter_as_often_as_it_comes
check: a_fake_that_is_down_keeps_nothing
check: a_fake_comes_back
"""

from exercises.invitations.ports import Letter
from reference_app.application.ports import Unavailable


class FakeMailer:
    letters: list[Letter] = []  # noqa: RUF012
    down = False

    async def send(self, letter: Letter) -> None:
        if self.down:
            raise Unavailable("The mail server is down.")
        self.letters.append(letter)
