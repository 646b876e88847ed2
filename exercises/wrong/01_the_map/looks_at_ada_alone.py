"""You look at one email, and no longer at everybody's.

Ada has to be there so that the list is not empty. The name of the test speaks of all.

task: 2
check: what_was_noticed_is_noticed_still
message: list has Ada's email and not everybody's
"""


async def test_a_new_user_is_kept(client):
    created = await client.post(USERS, json=ADA)
    assert created.status_code == 201
    found = await client.get(created.headers["Location"])
    assert found.json()["email"] == "ada@example.com"


async def test_a_deleted_user_is_gone(client):
    created = await client.post(USERS, json=ADA)
    address = created.headers["Location"]
    assert (await client.get(address)).status_code == 200
    await client.delete(address)
    assert (await client.get(address)).status_code == 404


async def test_everybody_in_the_list_has_an_email(client):
    await client.post(USERS, json=ADA)
    listed = await client.get(USERS)
    emails = [user["email"] for user in listed.json()["items"]]
    assert ADA["email"] in emails


async def test_an_email_is_taken_once(client):
    await client.post(USERS, json=ADA)
    again = await client.post(USERS, json=TWIN_OF_ADA)
    assert again.status_code == 409
