"""Names for things that keep their identity while they change. Born here, before any storage."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final, NewType
from uuid import UUID

from reference_app.domain.values import require_utc

TenantId = NewType("TenantId", UUID)
UserId = NewType("UserId", UUID)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def uuid7(now: datetime) -> UUID:
    """A UUID that sorts by its millisecond of birth (RFC 9562, 5.7).

    48 bits of Unix time in milliseconds, then 74 random bits between version and variant.
    """
    milliseconds = (require_utc(now) - _EPOCH) // timedelta(milliseconds=1)
    random = secrets.randbits(74)
    high, low = random >> 62, random & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
