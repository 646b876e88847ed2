# task 3 | wrong | expect: rejected | a new database has nobody in it
async def test_what_was_answered_lasts(start):
    async with start() as client:
        assert (await client.get(USERS)).json()["items"] == []
        ada = (await client.post(USERS, json=ADA)).headers["Location"]
        boole = (await client.post(USERS, json=BOOLE)).headers["Location"]
        changed = await client.patch(ada, json=MARRIED)
        await client.delete(boole)
    async with start() as client:
        found = await client.get(ada)
        gone = await client.get(boole)
    assert found.json() == changed.json()
    assert gone.status_code == 404
