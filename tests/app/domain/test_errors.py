"""Refusals: where they lead, and how several travel as one."""

import pytest

from reference_app.domain.errors import DomainError, InvalidValue, Refusals, Rejected


def test_a_refusal_keeps_kind_and_message_when_seen_from_further_out() -> None:
    refusal = InvalidValue("No.", path=("email",)).under("users", 3)
    assert type(refusal) is InvalidValue
    assert (str(refusal), refusal.path) == ("No.", ("users", 3, "email"))


def test_a_refusal_points_nowhere_unless_told() -> None:
    assert InvalidValue("No.").path == ()


def test_several_refusals_seen_from_further_out_all_lead_there() -> None:
    several = Rejected([InvalidValue("One.", path=("email",)), InvalidValue("Two.")])
    outer = several.under("users", 3)
    assert isinstance(outer, Rejected)
    assert [reason.path for reason in outer.reasons] == [("users", 3, "email"), ("users", 3)]


def test_no_refusal_raises_nothing() -> None:
    refusals = Refusals()
    with refusals.under("email"):
        pass
    refusals.raise_any()


def test_an_only_refusal_is_raised_as_it_is() -> None:
    refusals = Refusals()
    with refusals.under("users", 3):
        raise InvalidValue("No.", path=("email",))
    with pytest.raises(InvalidValue, match=r"^No\.$") as raised:
        refusals.raise_any()
    assert raised.value.path == ("users", 3, "email")


def test_several_refusals_are_raised_as_one_in_the_order_of_the_input() -> None:
    refusals = Refusals()
    for position in range(3):
        with refusals.under(position):
            raise InvalidValue(f"{position}.")
    with pytest.raises(Rejected, match=r"0\.; 1\.; 2\.") as raised:
        refusals.raise_any()
    assert [reason.path for reason in raised.value.reasons] == [(0,), (1,), (2,)]


def test_refusals_of_a_part_join_those_of_the_whole() -> None:
    refusals = Refusals()
    with refusals.under("users"):
        raise Rejected([InvalidValue("One.", path=(0,)), InvalidValue("Two.", path=(1,))])
    with refusals.under("name"):
        raise InvalidValue("Three.")
    with pytest.raises(Rejected) as raised:
        refusals.raise_any()
    paths = [reason.path for reason in raised.value.reasons]
    assert paths == [("users", 0), ("users", 1), ("name",)]


def test_a_block_without_a_place_adds_none() -> None:
    refusals = Refusals()
    with refusals.under("users", 3):
        pass
    with refusals:
        raise InvalidValue("No.", path=("email",))
    with pytest.raises(InvalidValue) as raised:
        refusals.raise_any()
    assert raised.value.path == ("email",)


def test_blocks_within_blocks_add_up() -> None:
    refusals = Refusals()
    users = refusals.under("users")
    with users.under(3), users.under(4):
        raise InvalidValue("No.", path=("email",))
    with pytest.raises(InvalidValue) as raised:
        refusals.raise_any()
    assert raised.value.path == ("users", 4, "email")


def test_only_refusals_are_collected() -> None:
    refusals = Refusals()
    with pytest.raises(ZeroDivisionError), refusals.under("email"):
        raise ZeroDivisionError
    refusals.raise_any()


def test_every_kind_of_refusal_has_a_code_of_its_own() -> None:
    kinds = DomainError.__subclasses__()
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(kinds) >= 2
    assert all(code.replace("-", "").isalpha() and code == code.lower() for code in codes)
