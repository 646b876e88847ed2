"""You compare with what was answered when Ada was created.

Since then she has married. What was answered last is what has to be there: keep the answer to the
`PATCH`.

task: 3
check: the_test_is_green_on_the_app
message: == created.json()`
check: the_test_is_green_among_others
check: who_is_lost_by_a_restart_is_noticed
check: a_change_that_is_lost_is_noticed
check: who_comes_back_is_noticed
check: it_is_red_by_an_assertion
"""


async def test_what_was_answered_lasts(start):
    async with start() as client:
        created = await client.post(USERS, json=ADA)
        ada = created.headers["Location"]
        boole = (await client.post(USERS, json=BOOLE)).headers["Location"]
        await client.patch(ada, json=MARRIED)
        await client.delete(boole)
    async with start() as client:
        found = await client.get(ada)
        gone = await client.get(boole)
    assert found.json() == created.json()
    assert gone.status_code == 404
