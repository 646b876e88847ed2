"""You let the fake assert that a letter is as it should be.

Then the rule holds in tests and nowhere else, and the test that relies on it does not say so. A
fake keeps; the test asserts.

task: 1
check: a_fake_judges_nothing
message: raised `AssertionError
"""

from exercises.invitations.ports import Letter
from reference_app.application.ports import Unavailable


class FakeMailer:
    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.down = False

    async def send(self, letter: Letter) -> None:
        assert letter.subject, "a letter has a subject"
        if self.down:
            raise Unavailable("The mail server is down.")
        self.letters.append(letter)
