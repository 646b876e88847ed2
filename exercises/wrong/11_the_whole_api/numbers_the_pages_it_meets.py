"""You number the pages as you meet them.

After a restart the same page is another object and gets another number: all tags that clients hold
are over, and nothing has changed. A tag is made of what the page says.

task: 3
check: equal_pages_have_one_tag
message: for two equal pages
"""

_MET: list[Page] = []


def tag_of(page: Page) -> str:
    if not any(each is page for each in _MET):
        _MET.append(page)
    return etag_of(1 + next(at for at, each in enumerate(_MET) if each is page))


def last_wins(page: Page, changes: dict[str, str], if_match: Sequence[str], now: datetime) -> Page:
    """A change needs no condition; one that is sent holds. Raises `StaleVersion`."""
    versions = versions_in(if_match)
    named = None if versions is None else [etag_of(each) for each in versions]
    if named is not None and tag_of(page) not in named:
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
