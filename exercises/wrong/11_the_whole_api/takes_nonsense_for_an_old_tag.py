"""You take what is no tag for one that is over.

"Read it again" sends its client round and round: it will send the same nonsense once more. What
can't be read is a 400, and `versions_in` says so.

task: 3
check: what_is_no_list_of_tags_is_refused
message: Monday` `{"text": "Dear Sir"}` was answered 412
"""


def tag_of(page: Page) -> str:
    return etag_of(page.version)


def last_wins(page: Page, changes: dict[str, str], if_match: Sequence[str], now: datetime) -> Page:
    """A change needs no condition; one that is sent holds. Raises `StaleVersion`."""
    tags = [tag.strip() for line in if_match for tag in line.split(",")]
    if tags and "*" not in tags and tag_of(page) not in tags:
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
