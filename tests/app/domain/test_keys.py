"""Comparison keys: the same for every spelling, in every script, of whatever text."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_app.domain.errors import InvalidValue
from reference_app.domain.values import EmailAddress, comparison_key

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD", "NFKC", "NFKD")
parts_of_words = st.text(st.characters(categories=["L", "M", "N"]), min_size=1, max_size=12)


class TestEmailAddress:
    @given(st.emails())
    def test_of_the_common_kind_is_one_and_so_is_its_key(self, text: str) -> None:
        assert EmailAddress(text) == EmailAddress(EmailAddress(text).key)

    @given(parts_of_words, parts_of_words, parts_of_words)
    def test_in_any_script_equals_all_its_normal_forms(
        self, local: str, domain: str, top: str
    ) -> None:
        text = f"{local}@{domain}.{top}"
        try:
            address = EmailAddress(text)
        except InvalidValue:
            return
        for form in FORMS:
            assert EmailAddress(unicodedata.normalize(form, text)) == address
        assert EmailAddress(address.key).key == address.key


class TestComparisonKey:
    @given(st.text())
    def test_of_a_key_is_that_key(self, text: str) -> None:
        assert comparison_key(comparison_key(text)) == comparison_key(text)

    @given(st.text(), st.sampled_from(FORMS))
    def test_is_the_same_in_every_normal_form(self, text: str, form: Form) -> None:
        assert comparison_key(unicodedata.normalize(form, text)) == comparison_key(text)

    @pytest.mark.parametrize("text", ["ΐ", "ǰ", "ẖ", "ﬃ", "ϓ", "ᾳ"])
    def test_is_the_same_in_both_cases(self, text: str) -> None:
        assert comparison_key(text.upper()) == comparison_key(text)
