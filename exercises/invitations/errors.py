"""Why an invitation says no. Given in exercise 3."""

from reference_app.domain.errors import DomainError


class InvitationClosed(DomainError):
    """It is accepted, revoked or expired: its story is over."""

    code = "invitation-closed"


class InvitationNotFound(DomainError):
    code = "invitation-not-found"


class AlreadyInvited(DomainError):
    """An email has one pending invitation at most."""

    code = "already-invited"
