# task 3 | right | expect: accepted | what is there already need not be sent again
def tag_of(page: Page) -> str:
    return etag_of(page.version)


def last_wins(page: Page, changes: dict[str, str], if_match: Sequence[str], now: datetime) -> Page:
    """A change needs no condition; one that is sent holds. Raises `StaleVersion`."""
    versions = versions_in(if_match)
    if versions is not None and page.version not in versions:
        raise StaleVersion("This page has changed: read it again.")
    return Page(page.fields | changes, now, page.version + 1)


def guarded(page: Page, changes: dict[str, str], if_match: Sequence[str], now: datetime) -> Page:
    """Raises `ConditionRequired` when none is sent, and `StaleVersion`."""
    if not if_match:
        raise ConditionRequired("Say in If-Match which version you have seen.")
    return last_wins(page, changes, if_match, now)


DESIGNS = {"letter": guarded, "seats": guarded, "bell": last_wins, "sign": last_wins}


async def save(client: AsyncClient, path: str, seen: Answer, changes: dict[str, str]) -> list[str]:
    left = dict(changes)
    while left:
        tag = seen.headers["etag"]
        answer = await client.patch(path, json=left, headers={"if-match": tag})
        if answer.status_code != 412:
            answer.raise_for_status()
            return []
        fresh = await client.get(path)
        old, new = seen.json(), fresh.json()
        if clash := [name for name in changes if new[name] not in (old[name], changes[name])]:
            return sorted(clash)
        left = {name: wish for name, wish in changes.items() if new[name] != wish}
        seen = fresh
    return []
