# task 3 | right | expect: accepted | one single test that walks through a table of cases, with its own `try`/`except` in place of `pytest.raises`; its parameter has another name
from exercises.invitations.entities import Status
from exercises.invitations.errors import InvitationClosed, InvitationNotFound


def _prepared(how):
    guest = invitation()
    if how is Status.ACCEPTED:
        guest.accept(guest.state.sent_at)
    if how is Status.REVOKED:
        guest.revoke(guest.state.sent_at)
    return guest


async def _try(handler, unit, invitation_id):
    try:
        return await handler(RevokeInvitation(invitation_id=invitation_id), unit)
    except (InvitationClosed, InvitationNotFound) as refusal:
        return type(refusal)


async def test_all_promises(handler):
    cases = (
        # before, afterwards, letters, refusal
        (Status.PENDING, Status.REVOKED, 1, None),
        (Status.REVOKED, Status.REVOKED, 0, None),
        (Status.ACCEPTED, Status.ACCEPTED, 0, InvitationClosed),
    )
    for before, afterwards, letters, refusal in cases:
        guest, bystander = _prepared(before), invitation(2)
        unit = FakeUnit(bystander, guest)
        kept = {id_: (each.state, each.version) for id_, each in unit.invitations.stored.items()}

        answer = await _try(handler, unit, guest.state.id)

        found = unit.invitations.stored[guest.state.id]
        assert found.state.status is afterwards, (before, found.state.status)
        assert answer == (refusal or InvitationView.of(found)), (before, answer)
        assert [each.to for each in unit.mailer.letters] == [guest.state.email] * letters, before
        assert not unit.commits, before
        for id_, each in unit.invitations.stored.items():
            changes = id_ == guest.state.id and before is not afterwards
            assert changes or kept[id_] == (each.state, each.version), (before, id_)

    unit = FakeUnit(bystander)
    assert await _try(handler, unit, guest.state.id) is InvitationNotFound
    assert not unit.commits
