# task 3 | right | expect: accepted | a class plays the scene and remembers everything; one short test for each half-sentence, some with a twice-called handler in place of a prepared invitation
from exercises.invitations.entities import Status
from exercises.invitations.errors import InvitationClosed, InvitationNotFound


class Scene:
    def __init__(self, guest, *others):
        self.guest = guest
        self.unit = FakeUnit(guest, *others)

    async def play(self, revoke, invitation_id=None):
        """Returns the view, or the refusal as it was raised."""
        message = RevokeInvitation(invitation_id=invitation_id or self.guest.state.id)
        try:
            return await revoke(message, self.unit)
        except Exception as refusal:
            return refusal

    @property
    def stored(self):
        return self.unit.invitations.stored[self.guest.state.id]

    @property
    def snapshot(self):
        every = self.unit.invitations.stored.values()
        return {(each.state, each.version) for each in every}

    @property
    def recipients(self):
        return [letter.to.key for letter in self.unit.mailer.letters]


def accepted():
    guest = invitation()
    guest.accept(NOW)
    return Scene(guest)


async def test_pending_becomes_revoked(revoke):
    scene = Scene(invitation())
    await scene.play(revoke)
    assert scene.stored.state.status is Status.REVOKED


async def test_the_guest_and_nobody_else_gets_one_letter(revoke):
    scene = Scene(invitation(2), invitation())
    await scene.play(revoke)
    assert scene.recipients == [scene.guest.state.email.key]


async def test_other_invitations_stay(revoke):
    other = Scene(invitation(), invitation(2))
    before = dict(other.unit.invitations.stored)
    await other.play(revoke)
    for id_ in before.keys() - {other.guest.state.id}:
        assert other.unit.invitations.stored[id_].state == before[id_].state


async def test_the_answer_is_a_view_of_it_afterwards(revoke):
    scene = Scene(invitation())
    answer = await scene.play(revoke)
    assert isinstance(answer, InvitationView)
    assert answer == InvitationView.of(scene.stored)
    assert answer.status == "revoked"


async def test_a_second_click_does_nothing(revoke):
    scene = Scene(invitation())
    first = await scene.play(revoke)
    before = scene.snapshot
    second = await scene.play(revoke)
    assert second == first
    assert scene.snapshot == before
    assert len(scene.recipients) == 1


async def test_one_revoked_long_ago_stays(revoke):
    guest = invitation()
    guest.revoke(NOW)
    scene = Scene(guest)
    before = scene.snapshot
    answer = await scene.play(revoke)
    assert answer == InvitationView.of(guest)
    assert scene.snapshot == before and scene.recipients == []


async def test_accepted_is_refused(revoke):
    assert isinstance(await accepted().play(revoke), InvitationClosed)


async def test_accepted_stays_and_hears_nothing(revoke):
    scene = accepted()
    before = scene.snapshot
    await scene.play(revoke)
    assert scene.snapshot == before
    assert scene.recipients == []


async def test_unknown_is_not_found(revoke):
    scene = Scene(invitation())
    answer = await scene.play(revoke, invitation(2).state.id)
    assert isinstance(answer, InvitationNotFound)


async def test_nobody_commits(revoke):
    for scene in (Scene(invitation()), accepted()):
        await scene.play(revoke)
        await scene.play(revoke)
        await scene.play(revoke, invitation(2).state.id)
        assert scene.unit.commits == 0
