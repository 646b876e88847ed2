"""Are the graders right? Starters, solutions, wrong answers and mutants of one exercise, tried.

python -m course.grading.proof 5
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from course.grading.checks import Check
from course.grading.examine import checks_for, checks_of, equivalents_of
from course.grading.grade import grade
from course.grading.misconceptions import Misconception, diagnose, misconceptions_of
from course.grading.mutants import mutants
from course.grading.outcome import Outcome
from course.grading.proof_of_demands import broken_alone, demand_findings
from course.sources.demands import demands_of
from course.sources.exercise import Exercise, read_exercise, read_exercises
from course.sources.task import Task

PATIENCE: Final = 20.0  # seconds for what must end
HASTE: Final = 3.0  # for what may be a loop without an end
POINTS: Final = {1: 2, 2: 3, 3: 5}
WRONG_ANSWERS: Final = 5  # per exercise, at least
KILLED: Final = 0.95  # of all mutants of an exercise, at least


@dataclass
class Proof:
    """`findings`: a sentence for all that does not hold. `counts`: what was tried, by kind."""

    findings: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    survivors: set[str] = field(default_factory=set)
    broken: set[tuple[int, str]] = field(default_factory=set)
    """Of each task, the demands that a wrong answer breaks alone."""

    def require(self, holds: bool, sentence: str) -> None:
        if not holds:
            self.findings.append(sentence)


def prove(exercise: Exercise) -> Proof:
    """All of it. Takes a second or two."""
    proof = Proof()
    for task in exercise.tasks:
        prove_form(task, proof)
        prove_starter(task, proof)
        prove_solutions(task, proof)
        prove_mutants(task, proof)
    rejecting = prove_wrong(exercise, misconceptions_of(exercise.number), proof)
    for check in checks_of(exercise.number):
        proof.counts["checks"] += 1
        proof.require(check.name in rejecting, f"no wrong answer fails {check.name}: write one")
    prove_equivalents(exercise, proof)
    prove_demands(exercise, proof)
    return proof


def prove_demands(exercise: Exercise, proof: Proof) -> None:
    """Each is tried by a check, and broken alone by a wrong answer (see `broken_alone`)."""
    proof.findings += demand_findings(exercise)
    for task in exercise.tasks:
        for demand in demands_of(task.marked):
            proof.counts["demands"] += 1
            proof.require(
                (task.number, demand) in proof.broken,
                f"no wrong answer breaks `{demand}` of task {task.number} alone: write one",
            )


def prove_form(task: Task, proof: Proof) -> None:
    checks = checks_for(task)
    points = sum(check.points for check in checks)
    proof.require(bool(task.title), f"task {task.number} has no title")
    proof.require(points == POINTS[task.number], f"task {task.number} has {points} points")
    proof.require(len(task.hints) == 3, f"task {task.number} has {len(task.hints)} hints, not 3")
    proof.require(bool(task.why), f"task {task.number} does not say why")
    for check in checks:
        proof.require(_explains(check), f"{check.name} does not say what holds and why")


def _explains(check: Check) -> bool:
    return check.says.endswith(".") and check.why.endswith(".")


def prove_starter(task: Task, proof: Proof) -> None:
    """A repair fails the check that it names; of anything else no check passes."""
    outcome = grade(task.starter, task, PATIENCE)
    proof.counts["starters"] += 1
    name = f"the starter of task {task.number}"
    if task.fails:
        first = outcome.failed[0].check if outcome.failed else "nothing"
        proof.require(first == task.fails, f"{name} fails {first}, not {task.fails}: {outcome}")
    else:
        said = {each.failure for each in outcome.findings}
        stub = f"not written yet (task {task.number}: "
        proof.require(
            all(stub in each.lower() for each in said), f"{name} fails for another reason: {said}"
        )


def prove_solutions(task: Task, proof: Proof) -> None:
    """Checks may come in any order, and twice."""
    answers = [("solutions", task.solution)]
    answers += [("alternatives", each.code) for each in task.alternatives]
    for kind, source in answers:
        outcome = grade(source, task, PATIENCE, both_ways=True)
        proof.require(outcome.is_full, f"{kind} of task {task.number}: {_told(outcome)}")
        proof.counts[kind] += 1


def prove_wrong(exercise: Exercise, known: Sequence[Misconception], proof: Proof) -> set[str]:
    """Returns the checks that reject one of them."""
    rejecting: set[str] = set()
    proof.require(len(known) >= WRONG_ANSWERS, f"there are only {len(known)} wrong answers")
    for each in known:
        task = exercise.task(each.task)
        outcome = grade(each.answer, task, PATIENCE)
        proof.broken.add((each.task, broken_alone(outcome, checks_for(task))))
        rejecting |= {failed.check for failed in outcome.failed if failed.tried}
        proof.counts["wrong answers"] += 1
        found = diagnose(outcome)
        taken_for = found.name if found else "nothing known"
        proof.require(found == each, f"{each.name} is taken for {taken_for}: {_all_told(outcome)}")
    return rejecting


def prove_mutants(task: Task, proof: Proof) -> None:
    for mutant in mutants(task.solution):
        outcome = grade(mutant.source, task, HASTE, to_failure=True)
        proof.counts[f"mutants: {mutant.kind}"] += 1
        proof.counts["mutants"] += 1
        name = f"{task.number}: {mutant.name}"
        if outcome.is_full:
            proof.survivors.add(name)
            proof.counts["survivors"] += 1
            listed = name in equivalents_of(task.exercise)
            proof.require(listed, f"survives, and no reason is given: {name}")


def prove_equivalents(exercise: Exercise, proof: Proof) -> None:
    for name in equivalents_of(exercise.number):
        proof.require(name in proof.survivors, f"is listed as equivalent, and is none: {name}")
    killed = 1 - proof.counts["survivors"] / max(proof.counts["mutants"], 1)
    proof.require(killed >= KILLED, f"only {killed:.0%} of the mutants are killed")


def _told(outcome: Outcome) -> str:
    failed = outcome.failed
    return f"{failed[0].check}: {failed[0].failure}" if failed else "passes"


def _all_told(outcome: Outcome) -> str:
    rest = "".join(f"; check: {each.check}" for each in outcome.failed[1:])
    return f"{_told(outcome)}{rest}"


def main(words: list[str]) -> int:
    """Prints what was tried and what does not hold; 1 if anything does not."""
    chosen = [read_exercise(int(word)) for word in words] or list(read_exercises())
    reports = [_report(exercise) for exercise in chosen]
    return int(any(reports))


def _report(exercise: Exercise) -> bool:
    proof = prove(exercise)
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(proof.counts.items()))
    print(f"exercise {exercise.number}: {counts}")
    for finding in proof.findings:
        print(f"  {finding}")
    return bool(proof.findings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
