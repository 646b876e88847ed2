# task 3 | wrong | expect: rejected | an error of another kind says as well what is wrong
async def test_what_was_answered_lasts(start):
    async with start() as client:
        ada = (await client.post(USERS, json=ADA)).headers["Location"]
        boole = (await client.post(USERS, json=BOOLE)).headers["Location"]
        changed = await client.patch(ada, json=MARRIED)
        await client.delete(boole)
    async with start() as client:
        found = await client.get(ada)
        gone = await client.get(boole)
    if found.json() != changed.json() or gone.status_code != 404:
        raise ValueError("It did not last.")
