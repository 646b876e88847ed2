"""The table of errors and statuses, and the document itself."""

import pytest
from fastapi.exceptions import RequestValidationError

from reference_app.application.ports import Unavailable
from reference_app.domain import errors
from reference_app.domain.errors import (
    DomainError,
    EmailTaken,
    InvalidValue,
    Rejected,
    SeatsTaken,
    UsernameTaken,
)
from reference_app.presentation.http.problems import STATUS, problem_of

DOMAIN_ERRORS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, DomainError) and "code" in vars(kind)
    if kind is not Rejected
]


@pytest.mark.parametrize("kind", DOMAIN_ERRORS, ids=lambda kind: kind.__name__)
def test_every_domain_error_has_a_status_of_a_client(kind: type[DomainError]) -> None:
    assert 400 <= STATUS[kind] < 500


def test_no_two_domain_errors_share_a_code() -> None:
    codes = [kind.code for kind in DOMAIN_ERRORS]
    assert len(codes) == len(set(codes)) > 8


def test_a_domain_error_keeps_its_code_its_words_and_its_place() -> None:
    problem = problem_of(EmailTaken("Taken.", path=("users", 3, "email")))
    assert (problem.status, problem.code, problem.detail) == (409, "email-taken", "Taken.")
    assert problem.errors == [
        {"pointer": "/users/3/email", "code": "email-taken", "detail": "Taken."}
    ]


def test_an_error_without_a_place_lists_nothing() -> None:
    assert problem_of(SeatsTaken("Full.")).errors == []


def test_several_of_one_code_are_that_code() -> None:
    taken = [EmailTaken("Taken.", path=("users", n, "email")) for n in (1, 2)]
    problem = problem_of(Rejected(list(taken)))
    assert (problem.status, problem.code, len(problem.errors)) == (409, "email-taken", 2)


def test_several_of_different_codes_are_rejected_each_for_its_own_reason() -> None:
    rejected = Rejected([EmailTaken("E.", path=("email",)), UsernameTaken("U.", path=("name",))])
    problem = problem_of(rejected)
    assert (problem.status, problem.code) == (409, "rejected")
    assert [error["code"] for error in problem.errors] == ["email-taken", "username-taken"]


def test_the_title_is_the_name_that_the_http_standard_gives_the_status() -> None:
    document = problem_of(InvalidValue("No.", path=("a/b", "c~d"))).document()
    assert (document["type"], document["title"]) == ("about:blank", "Unprocessable Content")
    assert document["errors"][0]["pointer"] == "/a~1b/c~0d"


def test_an_outage_says_when_to_come_back_and_not_what_is_out() -> None:
    problem = problem_of(Unavailable("disk /dev/sda1 is full"))
    assert (problem.status, problem.headers) == (503, {"Retry-After": "1"})
    assert "sda1" not in str(problem.document())


def test_what_pydantic_finds_is_said_in_our_words_and_without_the_input() -> None:
    found = {"type": "brand_new_kind", "loc": ("body", "a"), "msg": "got hunter2", "input": "x"}
    [fault] = problem_of(RequestValidationError([found])).errors
    assert fault == {
        "pointer": "/a",
        "code": "invalid-value",
        "detail": "This value can't be used here.",
    }


def test_an_error_without_a_status_is_no_answer() -> None:
    class Unheard(DomainError):
        code = "unheard"

    with pytest.raises(KeyError):
        problem_of(Unheard("?"))
