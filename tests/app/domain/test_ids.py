"""Ids: their time, their order, their shape by RFC 9562."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import RFC_4122

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reference_app.domain.ids import uuid7

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


@given(st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)))
@example(datetime(2038, 6, 1, microsecond=35_000, tzinfo=UTC))
@example(datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC))
def test_an_id_begins_with_its_millisecond_of_birth(moment: datetime) -> None:
    assert uuid7(moment).int >> 80 == (moment - EPOCH) // MILLISECOND


def test_an_id_is_a_uuid_of_version_7() -> None:
    for _ in range(100):
        born = uuid7(datetime.now(UTC))
        assert (born.version, born.variant) == (7, RFC_4122)


def test_ids_sort_by_birth() -> None:
    births = [EPOCH + MILLISECOND * step for step in (0, 1, 255, 256, 2**31, 2**47)]
    ids = [uuid7(birth) for birth in births]
    assert ids == sorted(ids)
    assert list(map(str, ids)) == sorted(map(str, ids))


def test_ids_of_one_moment_differ() -> None:
    assert len({uuid7(EPOCH) for _ in range(10_000)}) == 10_000


def test_an_id_has_74_bits_that_go_their_own_ways() -> None:
    """A bit that is the same in 200 ids is not random; two that always agree are one."""
    ids = [uuid7(EPOCH).int for _ in range(200)]
    histories = {tuple(each >> bit & 1 for each in ids) for bit in range(128)}
    assert len({history for history in histories if len(set(history)) == 2}) == 74


def test_an_id_does_not_depend_on_the_zone_of_the_clock() -> None:
    here = datetime(2030, 1, 1, 14, tzinfo=timezone(timedelta(hours=2)))
    assert uuid7(here).int >> 80 == uuid7(datetime(2030, 1, 1, 12, tzinfo=UTC)).int >> 80


@pytest.mark.parametrize("moment", [datetime(2030, 1, 1), datetime(1969, 12, 31, tzinfo=UTC)])
def test_a_moment_without_zone_or_before_1970_is_refused(moment: datetime) -> None:
    with pytest.raises(ValueError, match=r"time zone|out of range"):
        uuid7(moment)
