# task 3 | right | expect: accepted | each step in a life of its own, with one person
async def test_what_was_answered_lasts(start):
    async with start() as client:
        ada = (await client.post(USERS, json=ADA)).headers["Location"]
    async with start() as client:
        assert (await client.get(ada)).status_code == 200
        await client.patch(ada, json=MARRIED)
    async with start() as client:
        assert (await client.get(ada)).json()["full_name"] == "Ada King"
        await client.delete(ada)
    async with start() as client:
        assert (await client.get(ada)).status_code == 404
