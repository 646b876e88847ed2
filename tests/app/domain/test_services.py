"""Rules across entities: seats, and what is unique among newcomers and those already there."""

import pytest

from reference_app.domain.errors import EmailTaken, Rejected, SeatsTaken, UsernameTaken
from reference_app.domain.services import Taken, require_seats, require_unique
from reference_app.domain.tenants import Tenant
from reference_app.domain.values import EmailAddress, Username
from tests.app.domain.characters import FULLWIDTH_ADA
from tests.app.domain.people import TENANT_ID, new_user

FIVE_SEATS = Tenant(TENANT_ID, "Analytical Engines", seats=5)
NO_LIMIT = Tenant(TENANT_ID, "Analytical Engines")
NOBODY = Taken()


class TestSeats:
    @pytest.mark.parametrize(("used", "newcomers"), [(0, 1), (4, 1), (0, 5), (2, 3)])
    def test_suffice_up_to_the_last_one(self, used: int, newcomers: int) -> None:
        require_seats(FIVE_SEATS, used=used, newcomers=newcomers)

    @pytest.mark.parametrize(
        ("used", "newcomers", "free"), [(5, 1, 0), (4, 2, 1), (0, 6, 5), (9, 1, 0)]
    )
    def test_are_refused_beyond_it(self, used: int, newcomers: int, free: int) -> None:
        with pytest.raises(SeatsTaken, match=rf"^{free} of the tenant's 5 seats are free"):
            require_seats(FIVE_SEATS, used=used, newcomers=newcomers)

    def test_are_asked_for_one_newcomer_unless_told(self) -> None:
        require_seats(FIVE_SEATS, used=4)
        with pytest.raises(SeatsTaken):
            require_seats(FIVE_SEATS, used=5)

    def test_have_no_limit_unless_bought(self) -> None:
        require_seats(NO_LIMIT, used=10**9, newcomers=10**9)


class TestUnique:
    def test_newcomers_with_names_of_their_own_are_welcome(self) -> None:
        taken = Taken(frozenset({EmailAddress("eve@example.com")}), frozenset({Username("eve")}))
        require_unique([new_user("ada"), new_user("bea")], taken)
        require_unique([], taken)

    def test_an_email_that_somebody_holds_is_refused_at_its_position(self) -> None:
        taken = Taken(emails=frozenset({EmailAddress("bea@example.com")}))
        with pytest.raises(EmailTaken) as refusal:
            require_unique([new_user("ada"), new_user("bea")], taken)
        assert refusal.value.path == (1, "email")

    def test_a_username_that_somebody_holds_is_refused_at_its_position(self) -> None:
        taken = Taken(usernames=frozenset({Username("bea")}))
        with pytest.raises(UsernameTaken) as refusal:
            require_unique([new_user("ada"), new_user("bea")], taken)
        assert refusal.value.path == (1, "username")

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("ada@example.com", "ADA@example.com"),
            ("straße@example.com", "STRASSE@example.com"),
            ("ada@example.com", f"{FULLWIDTH_ADA}@example.com"),
        ],
    )
    def test_newcomers_must_differ_from_those_before_them(self, first: str, second: str) -> None:
        with pytest.raises(EmailTaken) as refusal:
            require_unique([new_user("ada", first), new_user("bea", second)], NOBODY)
        assert refusal.value.path == (1, "email")

    def test_usernames_of_newcomers_must_differ_too(self) -> None:
        newcomers = [new_user("ada"), new_user("bea"), new_user("Ada", "other@example.com")]
        with pytest.raises(UsernameTaken) as refusal:
            require_unique(newcomers, NOBODY)
        assert refusal.value.path == (2, "username")

    def test_all_that_is_taken_is_named_at_once(self) -> None:
        taken = Taken(frozenset({EmailAddress("ada@example.com")}), frozenset({Username("ada")}))
        with pytest.raises(Rejected) as refusal:
            require_unique([new_user("ada"), new_user("bea"), new_user("bea")], taken)
        assert [(type(reason), reason.path) for reason in refusal.value.reasons] == [
            (EmailTaken, (0, "email")),
            (UsernameTaken, (0, "username")),
            (EmailTaken, (2, "email")),
            (UsernameTaken, (2, "username")),
        ]

    def test_a_refusal_does_not_repeat_the_name(self) -> None:
        with pytest.raises(EmailTaken) as refusal:
            require_unique([new_user("ada"), new_user("bea", "ada@example.com")], NOBODY)
        assert "ada" not in str(refusal.value)
