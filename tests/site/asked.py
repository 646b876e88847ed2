"""What the tests with a costly fixture are about, of those that were selected: whoever asks for one
chapter waits for no other."""

import pytest


def asked(request: pytest.FixtureRequest, otherwise: str) -> set[str]:
    """Their parameters, as their ids say them; `otherwise`, if one has none."""
    tests = [each for each in request.session.items if isinstance(each, pytest.Function)]
    tests = [each for each in tests if request.fixturename in each.fixturenames]
    calls = [getattr(each, "callspec", None) for each in tests]
    return {call.id if call else otherwise for call in calls}
