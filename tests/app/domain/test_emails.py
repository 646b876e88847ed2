"""Emails: what is an address, which spellings are one. More on keys is in `test_keys.py`."""

import unicodedata

import pytest

from reference_app.domain.errors import InvalidValue
from reference_app.domain.values import (
    EMAIL_LIMIT,
    LOCAL_PART_LIMIT,
    EmailAddress,
)
from tests.app.domain.characters import (
    CYRILLIC_A,
    DOTLESS_I,
    FULLWIDTH_ADA,
    FULLWIDTH_AT,
    GRAPHEME_JOINER,
    HANGUL_FILLER,
    KELVIN_SIGN,
    LONE_SURROGATE,
    RIGHT_TO_LEFT_OVERRIDE,
    VARIATION_SELECTOR,
    ZERO_WIDTH_SPACE,
)

LONGEST_LABEL = "b" * 63


def email_of(size: int) -> str:
    """An address of `size` bytes whose parts are each as long as they may be."""
    local, end = "a" * LOCAL_PART_LIMIT, ".com"
    rest = size - len(f"{local}@{LONGEST_LABEL}.{LONGEST_LABEL}.{end}")
    return f"{local}@{LONGEST_LABEL}.{LONGEST_LABEL}.{'c' * rest}{end}"


class TestEmailAddress:
    @pytest.mark.parametrize(
        "text",
        [
            "ada@example.com",
            "a@b.co",
            "ada.lovelace+notes@mail.example.co.uk",
            "!#$%&'*+/=?^_`{|}~-@example.com",
            "ada@1.example.com",
            "ada@xn--mnchen-3ya.de",
            "ada@münchen.de",
            "用户@例子.广告",
            "संपर्क@डाटामेल.भारत",
            f"ada@{LONGEST_LABEL}.com",
            f"ada@{'ü' * 30}.de",
        ],
    )
    def test_is_taken_over_as_its_owner_spells_it(self, text: str) -> None:
        assert EmailAddress(text).text == text

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "@",
            "ada",
            "@example.com",
            "ada@",
            "ada@@example.com",
            "ada@grace@example.com",
            ".ada@example.com",
            "ada.@example.com",
            "ada..lovelace@example.com",
            "ada lovelace@example.com",
            '"ada lovelace"@example.com',
            "Ada <ada@example.com>",
            "ada@example",
            "ada@localhost",
            "ada@.example.com",
            "ada@example..com",
            "ada@example.com.",
            "ada@-example.com",
            "ada@example-.com",
            "ada@example.com-",
            "ada@exam_ple.com",
            "ada@127.0.0.1",
            "ada@[127.0.0.1]",
            "ada@example.com\n",
            "\nada@example.com",
            "ada@exam\x00ple.com",
            f"ada{FULLWIDTH_AT}example.com",
            f"ada@{LONGEST_LABEL}b.com",
            f"a{ZERO_WIDTH_SPACE}da@example.com",
            f"{RIGHT_TO_LEFT_OVERRIDE}ada@example.com",
            f"a{GRAPHEME_JOINER}da@example.com",
            f"ada{VARIATION_SELECTOR}@example.com",
            f"{HANGUL_FILLER}@example.com",
            f"{LONE_SURROGATE}@example.com",
        ],
    )
    def test_refuses_what_is_no_address(self, text: str) -> None:
        with pytest.raises(InvalidValue, match=r"looks like name@example\.com") as refusal:
            EmailAddress(text)
        assert refusal.value.path == ("email",)

    @pytest.mark.parametrize("text", ["⑴@example.com", "ﷺ@example.com", "ada@example.²"])
    def test_refuses_what_is_no_address_once_folded(self, text: str) -> None:
        """One letter can stand for several, brackets and blanks among them."""
        with pytest.raises(InvalidValue):
            EmailAddress(text)

    def test_may_have_254_bytes_and_not_one_more(self) -> None:
        assert len(EmailAddress(email_of(EMAIL_LIMIT)).text) == EMAIL_LIMIT == 254
        with pytest.raises(InvalidValue, match="at most 254 bytes") as refusal:
            EmailAddress(email_of(EMAIL_LIMIT + 1))
        assert refusal.value.path == ("email",)

    def test_is_measured_in_bytes(self) -> None:
        assert len(email_of(253)) < EMAIL_LIMIT
        with pytest.raises(InvalidValue, match="at most 254 bytes"):
            EmailAddress(email_of(253).replace("b.", "é.", 2))

    def test_has_at_most_64_bytes_before_the_at_sign(self) -> None:
        EmailAddress("é" * 32 + "@example.com")
        with pytest.raises(InvalidValue, match="64 bytes") as refusal:
            EmailAddress("é" * 32 + "a@example.com")
        assert refusal.value.path == ("email",)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Ada@Example.COM", "ada@example.com"),
            ("straße@example.com", "STRASSE@EXAMPLE.COM"),
            ("ςίσυφος@example.com", "ΣΊΣΥΦΟΣ@example.com"),
            ("ﬁnn@example.com", "finn@example.com"),
            (f"{FULLWIDTH_ADA}@example.com", "ada@example.com"),
            (f"{KELVIN_SIGN}im@example.com", "kim@example.com"),
            ("ada@MÜNCHEN.de", "ada@münchen.de"),
            ("ada@bücher.example", "ada@xn--bcher-kva.example"),
            ("ada@BÜCHER.example", "ada@XN--BCHER-KVA.Example"),
            ("ada@straße.example", "ada@xn--strae-oqa.example"),
            (f"ada@{FULLWIDTH_ADA}.example", "ada@ada.example"),
        ],
    )
    def test_equals_its_other_spellings(self, one: str, other: str) -> None:
        assert EmailAddress(one) == EmailAddress(other)
        assert len({EmailAddress(one), EmailAddress(other)}) == 1

    @pytest.mark.parametrize("text", ["josé@example.com", "İpek@example.com", "ada@münchen.de"])
    def test_equals_itself_with_letters_and_accents_apart(self, text: str) -> None:
        apart = unicodedata.normalize("NFD", text)
        assert apart != text
        assert EmailAddress(apart) == EmailAddress(text)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("ada@example.com", "ada+notes@example.com"),
            ("ada@example.com", "a.da@example.com"),
            ("ada@example.com", f"{CYRILLIC_A}da@example.com"),
            (f"{DOTLESS_I}pek@example.com", "ipek@example.com"),
            ("ada@straße.example", "ada@strasse.example"),
        ],
    )
    def test_differs_from_its_neighbours(self, one: str, other: str) -> None:
        assert EmailAddress(one) != EmailAddress(other)

    @pytest.mark.parametrize("domain", ["xn--a.example", "xn--bcher-kv.example", "-bücher.example"])
    def test_of_a_domain_that_cannot_be_is_none(self, domain: str) -> None:
        with pytest.raises(InvalidValue):
            EmailAddress(f"ada@{domain}")

    def test_says_no_more_than_its_text_when_printed(self) -> None:
        assert repr(EmailAddress("Ada@example.com")) == "EmailAddress(text='Ada@example.com')"

    def test_never_repeats_the_input_when_it_refuses(self) -> None:
        with pytest.raises(InvalidValue) as refusal:
            EmailAddress("secret word")
        assert "secret" not in str(refusal.value)
