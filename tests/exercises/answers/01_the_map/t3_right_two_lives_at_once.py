# task 3 | right | expect: accepted | the second life begins before the first one ends
async def test_what_was_answered_lasts(start):
    async with start() as client:
        ada = (await client.post(USERS, json=ADA)).headers["Location"]
        boole = (await client.post(USERS, json=BOOLE)).headers["Location"]
        changed = await client.patch(ada, json=MARRIED)
        await client.delete(boole)
        async with start() as second:
            found = await second.get(ada)
            gone = await second.get(boole)
    assert found.json() == changed.json()
    assert gone.status_code == 404
