"""You take the 204 for the end of Boole.

It was answered in the third letter as well. Look at his address, or for him in the list.

task: 3
check: who_comes_back_is_noticed
message: is green on the version of the third letter
check: it_is_red_by_an_assertion
"""


async def test_what_was_answered_lasts(start):
    async with start() as client:
        ada = (await client.post(USERS, json=ADA)).headers["Location"]
        boole = (await client.post(USERS, json=BOOLE)).headers["Location"]
        changed = await client.patch(ada, json=MARRIED)
        deleted = await client.delete(boole)
        assert deleted.status_code == 204
    async with start() as client:
        found = await client.get(ada)
        assert found.json() == changed.json()
