"""You guard whoever asks for it.

That is the other design: voluntary. Whoever leaves the header out overwrites as before, and it is
always the script that nobody remembers.

task: 3
check: a_guarded_page_wants_a_condition
message: was answered 200; it should be 428
check: no_paragraph_of_the_letter_gets_lost
check: no_seat_gets_lost
"""


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
