"""You expect the list to hold Ada and nobody else.

Others may be in the database already, and the test is red where nothing is wrong. Look for the two
that you know of.

task: 3
check: the_test_is_green_among_others
message: ["items"] == [
check: who_is_lost_by_a_restart_is_noticed
check: a_change_that_is_lost_is_noticed
check: who_comes_back_is_noticed
check: it_is_red_by_an_assertion
"""


async def test_what_was_answered_lasts(start):
    async with start() as client:
        ada = (await client.post(USERS, json=ADA)).headers["Location"]
        boole = (await client.post(USERS, json=BOOLE)).headers["Location"]
        changed = await client.patch(ada, json=MARRIED)
        await client.delete(boole)
    async with start() as client:
        listed = await client.get(USERS)
        assert listed.json()["items"] == [changed.json()]
