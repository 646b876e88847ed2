# task 2 | wrong | expect: rejected | any answer but 200 shows that she is gone
async def test_a_new_user_is_kept(client):
    created = await client.post(USERS, json=ADA)
    assert created.status_code == 201
    assert created.json()["email"] == "ada@example.com"
    found = await client.get(created.headers["Location"])
    assert found.json() == created.json()


async def test_a_deleted_user_is_gone(client):
    created = await client.post(USERS, json=ADA)
    address = created.headers["Location"]
    assert (await client.get(address)).status_code == 200
    await client.delete(address)
    assert (await client.get(address)).status_code != 200


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
