"""You ask something of all in the list, and not whether there is anybody.

`all()` of nothing is true, and a loop over nothing asserts nothing. Assert that Ada is in the list.

task: 2
check: an_empty_list_is_noticed
message: `test_everybody_in_the_list_has_an_email` is green on an app that keeps nothing
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
    assert listed.status_code == 200
    assert all("@" in user["email"] for user in listed.json()["items"])


async def test_an_email_is_taken_once(client):
    await client.post(USERS, json=ADA)
    again = await client.post(USERS, json=TWIN_OF_ADA)
    assert again.status_code == 409
