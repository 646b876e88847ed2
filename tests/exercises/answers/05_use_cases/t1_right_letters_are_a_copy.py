# task 1 | right | expect: accepted | what a test reads is a list, and the fake's own is another
from reference_app.application.ports import Unavailable


class FakeMailer:
    down = False

    def __init__(self):
        self._sent = ()

    @property
    def letters(self):
        return list(self._sent)

    async def send(self, letter):
        if self.down:
            raise Unavailable("No mail today.")
        self._sent = (*self._sent, letter)
