"""You make the tag of the values, and leave out whose they are.

Two fields may swap their values, and the page is another one. A tag of contents is made of names
and values.

task: 3
check: a_value_in_another_field_is_a_change
message: changed in the same second
"""

import hashlib


def tag_of(page: Page) -> str:
    text = repr(sorted(page.fields.values())).encode()
    return f'"{hashlib.sha256(text).hexdigest()}"'


def last_wins(page: Page, changes: dict[str, str], if_match: Sequence[str], now: datetime) -> Page:
    """A change needs no condition; one that is sent holds. Raises `StaleVersion`."""
    versions_in(if_match)
    tags = [tag.strip() for tag in ",".join(if_match).split(",")]
    if if_match and "*" not in tags and tag_of(page) not in tags:
        raise StaleVersion("This page has changed: read it again.")
    return Page(page.fields | changes, now, page.version + 1)


def guarded(page: Page, changes: dict[str, str], if_match: Sequence[str], now: datetime) -> Page:
    """Raises `ConditionRequired` when none is sent, and `StaleVersion`."""
    if not if_match:
        raise ConditionRequired("Say in If-Match which version you have seen.")
    return last_wins(page, changes, if_match, now)


DESIGNS = {"letter": guarded, "seats": guarded, "bell": last_wins, "sign": last_wins}


async def save(client: AsyncClient, path: str, seen: Answer, changes: dict[str, str]) -> list[str]:
    """What a form does: returns the fields that a person has to look at, or `[]` when saved."""
    condition = {"If-Match": seen.headers["ETag"]}
    answer = await client.patch(path, json=changes, headers=condition)
    if answer.status_code != 412:
        answer.raise_for_status()
        return []
    now = await client.get(path)
    before, current = seen.json(), now.json()
    others = [name for name, wish in changes.items() if current[name] not in (before[name], wish)]
    return sorted(others) or await save(client, path, now, changes)
