"""What the answers to exercise 2 must do: seats, codes, periods."""

from datetime import UTC, date, datetime, timedelta, timezone

from course.grading.checks import Answer, check, require
from reference_app.domain.errors import InvalidValue

# Task 1: SeatCount


@check(task=1, points=0.5)
def whole_numbers_from_1_to_500_are_seats(answer: Answer) -> None:
    """Whole numbers from 1 to 500 are accepted, both ends among them.

    A rule that refuses too much is found by a customer. Chapter 2, "Valid from birth".
    """
    for number in (1, 2, 499, 500):
        answer.gives(f"SeatCount({number}).number", number)


@check(task=1, points=0.5)
def other_numbers_are_refused(answer: Answer) -> None:
    """Other whole numbers are refused.

    Whoever holds a value may rely on it, so there must be no way to make a wrong one.
    """
    for number in (0, -1, 501):
        answer.raises(f"SeatCount({number})", InvalidValue)


@check(task=1, points=0.5)
def what_is_no_whole_number_is_refused(answer: Answer) -> None:
    """What is no whole number is refused, `True` among it.

    Python checks no types at run time, and `True` passes for 1: `isinstance(True, int)` is true.
    """
    for text in ("True", "'5'", "2.0", "None"):
        answer.raises(f"SeatCount({text})", InvalidValue)


@check(task=1, points=0.5)
def the_refusal_says_where_and_not_what(answer: Answer) -> None:
    """The refusal names the place, and does not repeat what came in.

    A form needs the path; a log must not keep what somebody typed. Chapter 2, "Wrong at birth is
    wrong for ever".
    """
    error = answer.refuses("SeatCount(7771)", InvalidValue, ("seats",))
    require("7771" not in str(error), f"`SeatCount(7771)` says `{error}`: that repeats the input.")


# Task 2: InviteCode


@check(task=2, points=0.5)
def the_key_is_what_all_spellings_share(answer: Answer) -> None:
    """All ways to type a code have one key, and each keeps its text.

    The key is for comparing, the text for its owner. Chapter 2, "Comparing with the wrong half".
    """
    for text in ("K7QM-2XRD", "k7qm 2xrd", "K7QM2XRD", "k-7-q-m-2-x-r-d"):
        answer.gives(f"InviteCode({text!r}).key", "K7QM2XRD")
        answer.gives(f"InviteCode({text!r}).text", text)


@check(task=2, points=0.5)
def spellings_of_one_code_are_equal(answer: Answer) -> None:
    """Two spellings of one code are equal; two codes are not, nor are a code and its text.

    An object that equals its own text compares well in one direction only, and hides mistakes.
    """
    answer.gives("InviteCode('K7QM-2XRD') == InviteCode('k7qm2xrd')", True)
    answer.gives("InviteCode('K7QM-2XRD') == InviteCode('K7QM-2XRE')", False)
    answer.gives("InviteCode('K7QM-2XRD') == 'K7QM-2XRD'", False)


@check(task=2, points=0.5)
def spellings_of_one_code_are_one_member_of_a_set(answer: Answer) -> None:
    """In a set, two spellings of one code are one member.

    A set looks at the hash first: what is equal must have the same hash (Python's data model).
    """
    answer.gives("len({InviteCode('K7QM-2XRD'), InviteCode('k7qm2xrd')})", 1)
    answer.gives("{InviteCode('K7QM-2XRD'): 'Ada'}.get(InviteCode('k7qm 2xrd'))", "Ada")


@check(task=2, points=0.5)
def what_is_no_code_is_refused(answer: Answer) -> None:
    """What is no code is refused, with the path.

    The long s becomes a plain S in capitals: ask for ASCII before you raise letters. Chapter 2
    tells the same of the Kelvin sign.
    """
    for text in ("", "K7QM-2XR", "K7QM-2XRDD", "K7QM-2XR1", "K0QM-2XRD", "KIQM-2XRD", "KOQM-2XRD"):
        answer.raises(f"InviteCode({text!r})", InvalidValue)
    for text in ("K7QM-2XR\u017f", "K7QM_2XRD", "K7QM-2XRD\n"):
        answer.raises(f"InviteCode({text!r})", InvalidValue)
    answer.refuses("InviteCode('')", InvalidValue, ("code",))


@check(task=2, points=0.5)
def a_log_shows_no_code(answer: Answer) -> None:
    """A `repr` shows the last four characters and no more.

    Logs, tracebacks and failing tests print it, and none of them asks whether it is a secret.
    """
    answer.gives("repr(InviteCode('k7qm 2xrd'))", "InviteCode(****-2XRD)")


@check(task=2, points=0.5)
def a_code_never_changes(answer: Answer) -> None:
    """A code can't be changed.

    A member of a set whose hash changes is lost in it: it is there, and nobody finds it.
    """
    code = answer.value("InviteCode('K7QM-2XRD')")
    try:
        code.key = "AAAAAAAA"
    except AttributeError:
        return
    require(False, "`code.key = 'AAAAAAAA'` was accepted; it should raise `AttributeError`.")


# Task 3: Period

MONDAY, NEXT = date(2030, 1, 7), date(2030, 1, 14)
MIDNIGHT = datetime(2030, 1, 14, tzinfo=UTC)
WEEKS = "[Period.week(date(2030, 1, 7)), Period.week(date(2030, 1, 14))]"


@check(task=3, points=1)
def every_moment_is_in_one_week(answer: Answer) -> None:
    """Of two weeks that follow each other, every moment is in exactly one.

    An end that is "23:59:59" leaves a second out, and an end that counts for both counts twice.
    """
    for microseconds in (-500_000, -1, 0, 1):
        moment = MIDNIGHT + timedelta(microseconds=microseconds)
        text = f"[datetime.fromisoformat({moment.isoformat()!r}) in week for week in {WEEKS}]"
        answer.gives(text, [microseconds < 0, microseconds >= 0])


@check(task=3, points=1)
def moments_of_any_zone_are_asked_for(answer: Answer) -> None:
    """A moment counts by when it is, whatever its zone says.

    Aware moments compare across zones by themselves: there is nothing to convert.
    """
    tokyo = timezone(timedelta(hours=9))
    for moment, wanted in ((MIDNIGHT.astimezone(tokyo), False), (MIDNIGHT - timedelta(1), True)):
        answer.gives("moment in Period.week(date(2030, 1, 7))", wanted, moment=moment)
    answer.gives(
        "moment in Period.week(date(2030, 1, 7))", False, moment=MIDNIGHT - timedelta(days=8)
    )


@check(task=3, points=1)
def a_week_has_seven_days(answer: Answer) -> None:
    """A week has seven days, and two joined have fourteen.

    Lengths that are short by one tick never add up.
    """
    answer.gives("Period.week(date(2030, 1, 7)).length", timedelta(days=7))
    answer.gives(f"{WEEKS}[0].joined({WEEKS}[1]).length", timedelta(days=14))


@check(task=3, points=1)
def neighbours_do_not_overlap(answer: Answer) -> None:
    """Weeks that follow each other do not overlap; a week overlaps itself and what begins within.

    "Overlaps" is a question about moments in common. Neighbours have none.
    """
    answer.gives(f"{WEEKS}[0].overlaps({WEEKS}[1])", False)
    answer.gives(f"{WEEKS}[1].overlaps({WEEKS}[0])", False)
    for day, wanted in ((1, True), (7, True), (13, True), (14, False)):
        other = f"Period.week(date(2030, 1, {day}))"
        answer.gives(f"Period.week(date(2030, 1, 7)).overlaps({other})", wanted)


@check(task=3, points=1)
def only_neighbours_join(answer: Answer) -> None:
    """Two periods join when one begins where the other is over, and in that order.

    A joined period with a gap in it, or a moment twice, is a lie that its length will tell later.
    """
    for first, second in ((MONDAY, date(2030, 1, 15)), (MONDAY, date(2030, 1, 13)), (NEXT, MONDAY)):
        text = f"Period.week({_date(first)}).joined(Period.week({_date(second)}))"
        answer.refuses(text, InvalidValue, ("period",))


def _date(day: date) -> str:
    return f"date({day.year}, {day.month}, {day.day})"
