"""What the answers to exercise 2 must do: seats, codes, periods."""

from datetime import date, datetime, timedelta, timezone
from types import SimpleNamespace

from course.grading.checks import Answer, check, require, shown, told
from reference_app.domain.errors import InvalidValue

# Task 1: SeatCount


@check(task=1, points=0.5, demands=["1-to-500"])
def whole_numbers_from_1_to_500_are_seats(answer: Answer) -> None:
    """Whole numbers from 1 to 500 are accepted, both ends among them.

    A rule that refuses too much is found by a customer. Chapter 2, "Valid from birth".
    """
    for number in (1, 2, 250, 499, 500):
        answer.gives(f"SeatCount({number}).number", number)


@check(task=1, points=0.25, demands=["1-to-500"])
def other_numbers_are_refused(answer: Answer) -> None:
    """Other whole numbers are refused.

    Whoever holds a value may rely on it, so there must be no way to make a wrong one.
    """
    for number in ("0", "-1", "501", "502", "10**9"):
        answer.raises(f"SeatCount({number})", InvalidValue)


@check(task=1, points=0.5, demands=["whole-number"])
def what_is_no_whole_number_is_refused(answer: Answer) -> None:
    """What is no whole number is refused, `True` among it.

    Python checks no types at run time, and `True` passes for 1: `isinstance(True, int)` is true.
    """
    others = ("True", "False", "'5'", "'many'", "2.0", "2.5", "float('nan')", "None", "[5]", "{}")
    for text in others:
        answer.raises(f"SeatCount({text})", InvalidValue)


@check(task=1, points=0.5, demands=["path"], needs=["whole-number", "1-to-500"])
def the_refusal_says_where(answer: Answer) -> None:
    """The refusal names the place.

    A form needs the path, whatever was typed into it. Chapter 2, "A refusal that leads to the
    place".
    """
    for text in ("7771", "-1", "'many'", "None"):
        answer.refuses(f"SeatCount({text})", InvalidValue, ("seats",))


@check(task=1, points=0.25, demands=["input-not-repeated"], needs=["whole-number", "1-to-500"])
def the_refusal_does_not_say_what(answer: Answer) -> None:
    """The refusal does not repeat what came in.

    A log must not keep what somebody typed. Chapter 2, "A refusal that leads to the place".
    """
    for text, typed in (
        ("7771", "7771"),
        ("-33", "33"),
        ("'hunter2'", "hunter2"),
        ("6.75", "6.75"),
    ):
        error = answer.raises(f"SeatCount({text})", InvalidValue)
        said = shown(error.args)
        require(typed not in said, f"`SeatCount({text})` says `{error}`: that repeats the input.")


# Task 2: InviteCode

_ONE_KEY = ["capitals", "hyphens-and-blanks"]
_SPELLINGS = ("K7QM-2XRD", "k7qm 2xrd", "K7QM2XRD", "k-7-q-m-2-x-r-d", " K7qm--2xRD ")


@check(task=2, points=0.25, demands=["capitals"])
def the_key_is_in_capitals(answer: Answer) -> None:
    """Small letters and capitals make one key.

    Nobody hears on the telephone how a letter is written. Chapter 2, "Many spellings, one key".
    """
    for text in ("k7qm2xrd", "K7qm2xRD", "ABCDEFGH", "jklmnpqr", "STUVWXYZ", "23456789"):
        answer.gives(f"InviteCode({text!r}).key", text.upper())


@check(task=2, points=0.25, demands=["hyphens-and-blanks"])
def hyphens_and_blanks_do_not_count(answer: Answer) -> None:
    """The key is without hyphens and blanks, wherever they stood.

    They are there for the eye. Chapter 2, "Many spellings, one key".
    """
    for text in ("K7QM-2XRD", "K7QM 2XRD", "K-7-Q-M-2-X-R-D", " K7QM--2XRD ", "-K7QM2XRD-"):
        answer.gives(f"InviteCode({text!r}).key", "K7QM2XRD")


@check(task=2, points=0.25, demands=["text-as-typed"], needs=_ONE_KEY)
def the_text_is_as_it_was_typed(answer: Answer) -> None:
    """Each code keeps its text.

    The key is for comparing, the text for its owner. Chapter 2, "Many spellings, one key".
    """
    for text in _SPELLINGS:
        answer.gives(f"InviteCode({text!r}).text", text)


@check(task=2, points=0.25, demands=["equal-by-key"], needs=_ONE_KEY)
def spellings_of_one_code_are_equal(answer: Answer) -> None:
    """Two spellings of one code are equal, and two codes are not.

    Whoever compares texts turns away a guest who typed what he heard. Chapter 2, "Many
    spellings, one key".
    """
    answer.gives("InviteCode('K7QM-2XRD') == InviteCode('k7qm2xrd')", True)
    answer.gives("InviteCode('K7QM-2XRD') != InviteCode('k7qm2xrd')", False)
    answer.gives("InviteCode('K7QM-2XRD') == InviteCode('K7QM-2XRE')", False)
    answer.gives("InviteCode('A7QM-2XRD') == InviteCode('K7QM-2XRD')", False)


@check(task=2, points=0.25, demands=["equal-to-codes-alone"])
def a_code_is_not_its_text(answer: Answer) -> None:
    """A code is not equal to its text, nor to anything else.

    An object that equals its own text compares well in one direction only, and hides mistakes.
    """
    for other in ("'K7QM-2XRD'", "'K7QM2XRD'", "None", "7"):
        answer.gives(f"InviteCode('K7QM-2XRD') == {other}", False)
        answer.gives(f"{other} == InviteCode('K7QM-2XRD')", False)
    row = SimpleNamespace(text="K7QM-2XRD", key="K7QM2XRD")
    answer.gives("InviteCode('K7QM-2XRD') == row", False, "`row` has such a `key`.", row=row)


@check(task=2, points=0.25, demands=["hash-by-key"], needs=[*_ONE_KEY, "equal-by-key"])
def spellings_of_one_code_are_one_member_of_a_set(answer: Answer) -> None:
    """In a set, two spellings of one code are one member.

    A set looks at the hash first: what is equal must have the same hash (Python's data model).
    """
    answer.gives("hash(InviteCode('K7QM-2XRD')) == hash(InviteCode('k7qm2xrd'))", True)
    answer.gives("{InviteCode('K7QM-2XRD'): 'Ada'}[InviteCode('K7QM-2XRD')]", "Ada")


@check(task=2, points=0.25, demands=["eight"])
def seven_or_nine_are_no_code(answer: Answer) -> None:
    """Seven characters are no code, and nine are none.

    A code that is cut off opens nothing, and should say so at once.
    """
    for text in ("", " - ", "K", "K7QM-2XR", "K7QM-2XR-", "K7QM-2XRDD", "K7QM-2XRD K7QM-2XRD"):
        answer.raises(f"InviteCode({text!r})", InvalidValue)


@check(task=2, points=0.25, demands=["alphabet"])
def other_characters_are_refused(answer: Answer) -> None:
    """What is made of other characters is no code.

    The long s becomes a plain S in capitals: ask for ASCII before you raise letters. Chapter 2
    tells the same of the Kelvin sign.
    """
    for other in "01IOio_.%/\t\n\uff2b\u00b2\u0660\u00e9\u2013\u00a0\u017f\u0131\u212a":
        for text in (f"K7QM-2XR{other}", f"{other}7QM-2XRD"):
            answer.raises(f"InviteCode({text!r})", InvalidValue)
    for text in ("K7QM-2XRD\n", "\tK7QM-2XRD", "K7QM-2X\u00df", "K7QM\u20132XRD", "K7QM\u00a02XRD"):
        answer.raises(f"InviteCode({text!r})", InvalidValue)


@check(task=2, points=0.25, demands=["path"], needs=["eight", "alphabet"])
def the_refusal_of_a_code_says_where(answer: Answer) -> None:
    """The refusal names the place.

    The form shows it beside the field. Chapter 2, "A refusal that leads to the place".
    """
    for text in ("", "K7QM-2XR1", "K7QM-2XR\u017f", "K7QM-2XRDD"):
        answer.refuses(f"InviteCode({text!r})", InvalidValue, ("code",))


@check(task=2, points=0.25, demands=["masked-repr"], needs=_ONE_KEY)
def a_log_shows_no_code(answer: Answer) -> None:
    """A `repr` shows the last four characters of the key and no more.

    Logs, tracebacks and failing tests print it, and none of them asks whether it is a secret.
    """
    answer.gives("repr(InviteCode('K7QM-2XRD'))", "InviteCode(****-2XRD)")
    answer.gives("repr([InviteCode('a-bcd efgh')])", "[InviteCode(****-EFGH)]")


@check(task=2, points=0.5, demands=["never-changes"])
def a_code_never_changes(answer: Answer) -> None:
    """A code can't be changed.

    A member of a set whose hash changes is lost in it: it is there, and nobody finds it.
    """
    code = answer.value("InviteCode('K7QM-2XRD')")
    for name, text in (("key", "AAAAAAAA"), ("text", "AAAA-AAAA")):
        tried = f"code.{name} = {text!r}"
        before = getattr(code, name)
        try:
            setattr(code, name, text)
        except AttributeError:
            continue
        except Exception as error:
            require(False, f"`{tried}` raised `{told(error)}`; it should raise `AttributeError`.")
        did = "was ignored" if getattr(code, name) == before else "was accepted"
        require(False, f"`{tried}` {did}; it should raise `AttributeError`.")


# Task 3: Period

_A_WEEK = ["begins-that-day", "midnight-utc", "seven-days"]
_HOUR, _TICK = timedelta(hours=1), timedelta(microseconds=1)


def _week(first: date, weeks: int = 0, days: int = 0) -> str:
    """Python for a week that begins so much later."""
    day = first + timedelta(weeks=weeks, days=days)
    return f"Period.week(date({day.year}, {day.month}, {day.day}))"


def _midnight(now: datetime, weeks: int = 0) -> datetime:
    """With which the week of `now` begins, or another."""
    return now.replace(hour=0) + timedelta(weeks=weeks)


def _within(answer: Answer, moment: datetime, weeks: list[str], wanted: list[bool]) -> None:
    text = f"datetime.fromisoformat({moment.isoformat()!r})"
    asked = f"[{text} in week for week in [{', '.join(weeks)}]]" if weeks[1:] else ""
    if asked:
        answer.gives(asked, wanted)
    else:
        answer.gives(f"{text} in {weeks[0]}", wanted[0])


@check(task=3, points=0.5, demands=["begins-that-day"])
def a_week_begins_on_its_first_day(answer: Answer, now: datetime) -> None:
    """A week begins on the day that it is made of, whatever day of the week that is.

    An offer is made when a customer asks for it, and not on Mondays. Noon is noon in any case.
    """
    for days in (0, 1, 5, 24):
        noon = _midnight(now) + timedelta(days=days, hours=12)
        for later, wanted in ((-1, False), (0, True), (3, True)):
            moment = noon + timedelta(days=later)
            _within(answer, moment, [_week(now.date(), days=days)], [wanted])


@check(task=3, points=0.5, demands=["midnight-utc"])
def a_week_begins_at_midnight_utc(answer: Answer, now: datetime) -> None:
    """A week begins at midnight, UTC.

    Whose midnight? Without a zone, that of the machine on which the program happens to run.
    """
    week = _week(now.date())
    for hours, wanted in ((-14, False), (-1, False), (1, True), (14, True)):
        _within(answer, _midnight(now) + hours * _HOUR, [week], [wanted])


@check(task=3, points=0.5, demands=["seven-days"], needs=["midnight-utc"])
def a_week_is_over_after_seven_days(answer: Answer, now: datetime) -> None:
    """A week lasts seven days, also across the end of a month.

    Six days and a bit leave a customer without an offer. What is not asked here is the very moment.
    """
    for weeks in (0, 3, 7):
        week = _week(now.date(), weeks)
        for hours, wanted in ((-26, True), (-1, True), (1, False), (26, False)):
            _within(answer, _midnight(now, weeks + 1) + hours * _HOUR, [week], [wanted])


@check(task=3, points=0.5, demands=["in-one-week"], needs=_A_WEEK)
def every_moment_is_in_one_week(answer: Answer, now: datetime) -> None:
    """Of two weeks that follow each other, every moment is in exactly one.

    An end that is "23:59:59" leaves a second out, and an end that counts for both counts twice.
    """
    weeks = [_week(now.date()), _week(now.date(), 1)]
    for microseconds in (-500_000, -1, 0, 1, 500_000):
        moment = _midnight(now, 1) + microseconds * _TICK
        _within(answer, moment, weeks, [microseconds < 0, microseconds >= 0])


@check(task=3, points=0.5, demands=["any-zone"], needs=_A_WEEK)
def moments_of_any_zone_are_asked_for(answer: Answer, now: datetime) -> None:
    """A moment counts by when it is, whatever its zone says.

    Aware moments compare across zones by themselves: there is nothing to convert, and nothing to
    replace.
    """
    for hours in (9, -7, 5.75):
        zone = timezone(timedelta(hours=hours))
        for begin, week in ((_midnight(now), True), (_midnight(now, 1), False)):
            for later in (-2, 2):
                moment = (begin + later * _HOUR).astimezone(zone)
                _within(answer, moment, [_week(now.date())], [week == (later > 0)])


@check(task=3, points=0.5, demands=["length"], needs=_A_WEEK)
def a_length_is_the_time_between(answer: Answer, now: datetime) -> None:
    """The length of a week is seven days, and that of two joined is fourteen.

    Lengths that are short by one tick never add up.
    """
    first, second = _week(now.date()), _week(now.date(), 1)
    answer.gives(f"{first}.length", timedelta(days=7))
    answer.gives(f"{first}.joined({second}).length", timedelta(days=14))


@check(task=3, points=0.5, demands=["overlaps"], needs=_A_WEEK)
def neighbours_do_not_overlap(answer: Answer, now: datetime) -> None:
    """Weeks that follow each other do not overlap; a week overlaps itself and what begins within.

    "Overlaps" is a question about moments in common. Neighbours have none.
    """
    week = _week(now.date())
    for days in (-14, -7, -6, -1, 0, 1, 6, 7, 14):
        answer.gives(f"{week}.overlaps({_week(now.date(), days=days)})", -7 < days < 7)
    months = f"{week}.joined({_week(now.date(), 1)}).joined({_week(now.date(), 2)})"
    answer.gives(f"{months}.overlaps({_week(now.date(), 1)})", True)
    answer.gives(f"{_week(now.date(), 1)}.overlaps({months})", True)


@check(task=3, points=0.5, demands=["joined-is-both"], needs=_A_WEEK)
def what_is_joined_is_both(answer: Answer, now: datetime) -> None:
    """A joined period has the moments of both, and no others.

    It is a period like any other: it can be asked, and joined again.
    """
    joined = f"{_week(now.date())}.joined({_week(now.date(), 1)})"
    for hours, wanted in ((-1, False), (1, True), (167, True), (169, True), (335, True)):
        _within(answer, _midnight(now) + hours * _HOUR, [joined], [wanted])
    _within(answer, _midnight(now, 2) + _HOUR, [joined], [False])
    _within(answer, _midnight(now, 3) - _HOUR, [f"{joined}.joined({_week(now.date(), 2)})"], [True])


@check(task=3, points=0.25, demands=["neighbours-alone"], needs=_A_WEEK)
def a_gap_is_not_joined(answer: Answer, now: datetime) -> None:
    """Two periods with time between them do not join.

    A joined period with a gap in it is a lie that its length will tell later.
    """
    for days in (14, 8, 700):
        text = f"{_week(now.date())}.joined({_week(now.date(), days=days)})"
        answer.raises(text, InvalidValue)


@check(task=3, points=0.25, demands=["neighbours-alone"], needs=_A_WEEK)
def what_overlaps_or_comes_before_is_not_joined(answer: Answer, now: datetime) -> None:
    """A period does not join one that begins before it is over.

    Then a moment would count twice; and `joined` asks whether the *other* one comes next.
    """
    for days in (1, 6, 0, -1, -7):
        text = f"{_week(now.date())}.joined({_week(now.date(), days=days)})"
        answer.raises(text, InvalidValue)


@check(task=3, points=0.25, demands=["path"], needs=[*_A_WEEK, "neighbours-alone"])
def what_does_not_join_is_refused_with_its_place(answer: Answer, now: datetime) -> None:
    """A refusal to join has the path.

    Every refusal of this app leads to its place. Chapter 2, "A refusal that leads to the place".
    """
    for days in (-7, 6, 8):
        text = f"{_week(now.date())}.joined({_week(now.date(), days=days)})"
        answer.refuses(text, InvalidValue, ("period",))


@check(task=3, points=0.25, demands=["nothing-changes"], needs=_A_WEEK)
def joining_changes_neither(answer: Answer, now: datetime) -> None:
    """Both periods are what they were when they are joined, or not.

    A value never changes: whoever holds the first week has seven days, whatever others join to it.
    """
    for weeks in (1, 2):
        answer.leaves(
            "first.joined(other)",
            "first.length",
            "other.length",
            "first.overlaps(other)",
            "[moment in first, moment in other]",
            first=answer.value(_week(now.date())),
            other=answer.value(_week(now.date(), weeks)),
            moment=_midnight(now, 1) + _HOUR,
        )
