"""You put the second look in the place of what was asserted before.

That the two answers are alike says nothing of what was sent: an app that keeps another email tells
the same one twice. Leave every assertion that is there.

task: 2
check: another_user_than_was_sent_is_noticed_still
message: is green on an app that stores another email than the one that was sent
"""


async def test_a_new_user_is_kept(client):
    created = await client.post(USERS, json=ADA)
    found = await client.get(created.headers["Location"])
    assert found.json() == created.json()


async def test_a_deleted_user_is_gone(client):
    created = await client.post(USERS, json=ADA)
    address = created.headers["Location"]
    assert (await client.get(address)).status_code == 200
    await client.delete(address)
    assert (await client.get(address)).status_code == 404


async def test_everybody_in_the_list_has_an_email(client):
    created = await client.post(USERS, json=ADA)
    listed = await client.get(USERS)
    assert created.json() in listed.json()["items"]
    for user in listed.json()["items"]:
        assert "@" in user["email"]


async def test_an_email_is_taken_once(client):
    await client.post(USERS, json=ADA)
    again = await client.post(USERS, json=TWIN_OF_ADA)
    assert again.status_code == 409
