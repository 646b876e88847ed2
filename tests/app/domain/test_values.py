"""Values: what is accepted, what is refused, where the refusal points. Emails: `test_emails.py`."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_app.domain.errors import InvalidValue
from reference_app.domain.values import (
    ABSENT,
    FULL_NAME_LIMIT,
    EmailAddress,
    FullName,
    Username,
    require_utc,
)
from tests.app.domain.characters import (
    CYRILLIC_A,
    FULLWIDTH_ADA,
    KELVIN_SIGN,
    LONE_SURROGATE,
    RIGHT_TO_LEFT_OVERRIDE,
    ZERO_WIDTH_SPACE,
)


class TestUsername:
    @pytest.mark.parametrize("text", ["ada", "a_b", "-_-", "007", "x" * 50])
    def test_is_3_to_50_letters_digits_and_dashes(self, text: str) -> None:
        assert Username(text).text == text

    def test_is_stored_in_lower_case(self) -> None:
        assert Username("Ada-99").text == "ada-99"
        assert Username("ADA") == Username("ada")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "ab",
            "x" * 51,
            "ada lovelace",
            " ada",
            "ada\n",
            "ada.l",
            "ada@example",
            "ada\x00",
            "josé",
            f"{CYRILLIC_A}da",
            f"{KELVIN_SIGN}elvin",
            FULLWIDTH_ADA,
            "İpek",
            f"ada{RIGHT_TO_LEFT_OVERRIDE}",
            f"a{ZERO_WIDTH_SPACE}da",
            f"ada{LONE_SURROGATE}",
        ],
    )
    def test_refuses_everything_else(self, text: str) -> None:
        with pytest.raises(InvalidValue, match="3 to 50 characters") as refusal:
            Username(text)
        assert refusal.value.path == ("username",)


class TestFullName:
    @pytest.mark.parametrize(
        "text", ["X", "Ada Lovelace", "Ω. Δ'Αρχί-Μήδης", "山田 太郎", "أدا", "José", "x" * 200]
    )
    def test_may_be_in_any_script(self, text: str) -> None:
        assert FullName(text).text == text

    def test_loses_its_outer_blanks(self) -> None:
        assert FullName("\u3000 Ada  Lovelace\t").text == "Ada  Lovelace"
        assert FullName(" " * 300 + "Ada").text == "Ada"

    @pytest.mark.parametrize("text", ["", "  ", "\u3000", "x" * (FULL_NAME_LIMIT + 1)])
    def test_has_1_to_200_characters(self, text: str) -> None:
        with pytest.raises(InvalidValue, match="1 to 200 characters") as refusal:
            FullName(text)
        assert refusal.value.path == ("full_name",)

    @pytest.mark.parametrize(
        "hidden",
        [
            "\x00",
            "\n",
            "\u2028",
            "\u2029",
            "\ue000",
            "\uffff",
            RIGHT_TO_LEFT_OVERRIDE,
            ZERO_WIDTH_SPACE,
            LONE_SURROGATE,
            "\u200d",
            "\u2800",
            "\ufe0f",
        ],
    )
    def test_hides_no_characters(self, hidden: str) -> None:
        with pytest.raises(InvalidValue, match="can be seen") as refusal:
            FullName(f"Ada{hidden}Lovelace")
        assert refusal.value.path == ("full_name",)

    @pytest.mark.parametrize(
        "name", ["\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "ශ්\u200dරී", "葛\U000e0100城"]
    )
    def test_is_written_as_its_script_asks(self, name: str) -> None:
        assert FullName(name).text == name


@given(
    st.text(st.characters(exclude_categories=())),
    st.sampled_from([EmailAddress, Username, FullName]),
)
def test_any_text_is_a_value_or_refused_and_a_value_is_its_own_text(
    text: str, kind: type[EmailAddress | Username | FullName]
) -> None:
    try:
        value = kind(text)
    except InvalidValue:
        return
    assert kind(value.text) == value
    assert kind(value.text).text == value.text


class NobodyKnows(tzinfo):
    """A zone that does not know its distance from UTC: Python calls such moments naive."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return None

    dst = utcoffset

    def tzname(self, moment: datetime | None) -> None:
        return None


class TestTime:
    @pytest.mark.parametrize("zone", [None, NobodyKnows()])
    def test_without_a_known_zone_is_refused(self, zone: tzinfo | None) -> None:
        with pytest.raises(ValueError, match="needs a time zone"):
            require_utc(datetime(2030, 1, 1, tzinfo=zone))

    @given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)), st.integers(-1439, 1439))
    def test_is_the_same_moment_in_utc(self, local: datetime, minutes_east: int) -> None:
        offset = timedelta(minutes=minutes_east)
        moment = require_utc(local.replace(tzinfo=timezone(offset)))
        assert moment.replace(tzinfo=None) == local - offset
        assert moment.tzinfo is UTC


def test_absent_says_its_name_and_is_not_none() -> None:
    assert repr(ABSENT) == "ABSENT"
    assert ABSENT is not None


@pytest.mark.parametrize(
    "value", [EmailAddress("ada@example.com"), Username("ada"), FullName("Ada")]
)
def test_a_value_never_changes(value: EmailAddress | Username | FullName) -> None:
    with pytest.raises(AttributeError):
        value.text = "grace"  # type: ignore[misc]
