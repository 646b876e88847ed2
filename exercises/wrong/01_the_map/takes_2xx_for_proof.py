"""You take a 2xx for proof that it was done.

All three versions answered 2xx. What was done shows in a request that comes later.

task: 3
check: who_is_lost_by_a_restart_is_noticed
message: 204. It reads nothing
check: a_change_that_is_lost_is_noticed
check: who_comes_back_is_noticed
check: it_is_red_by_an_assertion
"""


async def test_what_was_answered_lasts(start):
    async with start() as client:
        created = await client.post(USERS, json=ADA)
        assert created.status_code == 201
        ada = created.headers["Location"]
        changed = await client.patch(ada, json=MARRIED)
        assert changed.status_code == 200
        assert changed.json()["full_name"] == "Ada King"
    async with start() as client:
        created = await client.post(USERS, json=BOOLE)
        deleted = await client.delete(created.headers["Location"])
        assert deleted.status_code == 204
