"""You look for the new name in the answer to the `PATCH`, and later only whether she is there.

The answer has the new name in any case. Compare what was answered with what is there later.

task: 3
check: a_change_that_is_lost_is_noticed
message: is green on the version of the second letter
check: it_is_red_by_an_assertion
"""


async def test_what_was_answered_lasts(start):
    async with start() as client:
        ada = (await client.post(USERS, json=ADA)).headers["Location"]
        boole = (await client.post(USERS, json=BOOLE)).headers["Location"]
        changed = await client.patch(ada, json=MARRIED)
        assert changed.json()["full_name"] == "Ada King"
        await client.delete(boole)
    async with start() as client:
        assert (await client.get(ada)).status_code == 200
        assert (await client.get(boole)).status_code == 404
