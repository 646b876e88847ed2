"""You create, change and delete one and the same person.

In the end she should be gone, and on the version that loses everybody she is. Somebody has to stay.

task: 3
check: who_is_lost_by_a_restart_is_noticed
message: After the last start it hears 404.
check: it_is_red_by_an_assertion
"""


async def test_what_was_answered_lasts(start):
    async with start() as client:
        ada = (await client.post(USERS, json=ADA)).headers["Location"]
        changed = await client.patch(ada, json=MARRIED)
        assert (await client.get(ada)).json() == changed.json()
        await client.delete(ada)
    async with start() as client:
        assert (await client.get(ada)).status_code == 404
