"""You look while the same app is running.

What it holds in memory is there until it stops. Start it again, then look.

task: 3
check: who_is_lost_by_a_restart_is_noticed
message: It starts the app once
check: it_is_red_by_an_assertion
"""


async def test_what_was_answered_lasts(start):
    async with start() as client:
        ada = (await client.post(USERS, json=ADA)).headers["Location"]
        boole = (await client.post(USERS, json=BOOLE)).headers["Location"]
        changed = await client.patch(ada, json=MARRIED)
        await client.delete(boole)
        assert (await client.get(ada)).json() == changed.json()
        assert (await client.get(boole)).status_code == 404
