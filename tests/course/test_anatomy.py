"""Parts, sizes and the banner of a chapter, and the rules that it keeps."""

from pathlib import Path

import pytest

from course.pictures.layer_map import map_of
from course.sources.anatomy import cells_of, part_of, size_of
from course.sources.chapter import Chapter
from course.sources.parse import parse_chapter
from course.write.banner import banner
from course.write.manuscript import complaints
from tests.course.learning import CHAPTERS, texts

GOOD = """# Seats

Five seats.

```python
import course
```

<!-- part: need -->
## Nine on five

```python
print(9)
```

<!-- part: goals -->
You will be able to

* count;
* refuse;
* prove.

<!-- part: wrong -->
An `if` at each door.

```python
print(4)
```

<!-- part: idea -->
One rule.

```python
course.picture("One rule")
```

<!-- part: build -->
The rule.

```python
%%build reference_app/seats.py
LIMIT = 5
BOUGHT = 5
```

How many?

```python
guess = 4
```

```python
print(f"You said {guess}; it is 5.")
```

<!-- part: fittings -->
## Fittings

A name.

```python
%%build reference_app/seats.py
NAME = "seats"
```

<!-- part: use -->
In the app:

```python
print(9)
```

<!-- part: proof -->
Again:

```python
print(5)
```

<!-- part: tradeoffs -->
It costs a file.

<!-- part: recap -->
* **Count.** You did.
* **Refuse.** You did.
* **Prove.** You did.

**How many?**

<details><summary>9</summary>No: five.</details>
<details><summary>5</summary>Yes.</details>

**From chapter 1: where?**

<details><summary>Here</summary>Yes.</details>
<details><summary>There</summary>No: here.</details>
"""


def written(text: str) -> Chapter:
    return parse_chapter(Path("04_seats.md"), text)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "04_seats.md"


def found(source: Path, text: str) -> list[str]:
    source.write_text(text, encoding="utf-8")
    return [each.removeprefix("chapter 4: ") for each in complaints(parse_chapter(source, text))]


def test_a_marker_begins_a_part_and_is_not_shown() -> None:
    cells = cells_of(GOOD)
    assert [part_of(cell) for cell in cells][:5] == ["", "", "need", "need", "goals"]
    assert "part:" not in "".join(cell.source for cell in cells)
    assert [c.source for c in cells if "prediction" in c.metadata.get("tags", ())] == ["guess = 4"]


def test_the_heading_of_the_fittings_is_folded() -> None:
    folded = [c.source for c in cells_of(GOOD) if "jp-MarkdownHeadingCollapsed" in c.metadata]
    assert [text.partition("\n")[0] for text in folded] == ["## Fittings"]


def test_sizes_leave_the_fittings_out() -> None:
    size = size_of(cells_of(GOOD))
    assert (size.taught, size.built, size.fitted) == ((1, 1, 1, 1, 2, 1, 1, 1, 1), 3, 1)
    longer = GOOD.replace("Five seats.", "Five seats, and nine users on them: `one` too many.")
    assert size_of(cells_of(longer)).words == size.words + 8


def test_a_chapter_that_keeps_the_rules_has_no_complaint(source: Path) -> None:
    assert found(source, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("<!-- part: goals -->\n", "", "its fixed parts are need, proof, tradeoffs, recap, not "),
        ("<!-- part: wrong -->\n", "", "it has no part 'wrong'"),
        ("part: wrong", "part: wrnog", "there is no part 'wrnog'"),
        ("guess = 4", "4", "it asks for no prediction"),
        ('course.picture("One rule")', "1", "its idea has no picture"),
        ("Five seats.", "Seats! " * 2000, " words; at most 2000"),
        ("print(4)\n", "print(4)\n" * 26, "a code cell of 26 lines; at most 25"),
        ('NAME = "seats"', "NAME = 1\nTWO = 2\nTHREE = 3", "3 of 5 built lines are fittings"),
        (
            "Again:\n\n",
            "```python\n1\n```\n\n",
            "no word between two code cells, before 'print(5)'",
        ),
        ("print(5)", "print(5)  # " + "5" * 100, "a line over 100 characters in 'print(5)"),
        ("print(5)", "asyncio.run(print(5))", "asyncio.run in "),
        ("print(5)", "print(5 - guess)", "the guess is used in 'print(5 - guess)'"),
        ("It costs", "It simply costs", "'simply' in 'It simply costs a file.'"),
        ("It costs", "!!! note\n\nIt costs", "!!! is no callout in a notebook"),
        ("* **Prove.** You did.\n", "", "it promises 3 things and recalls 2"),
        ("No: five.", "Five.", "the question 'How many?' needs one Yes"),
        ("From chapter 1", "Here", "or none from an earlier chapter"),
    ],
)
def test_what_a_chapter_does_not_keep_is_told(
    source: Path, old: str, new: str, complaint: str
) -> None:
    assert old in GOOD
    assert complaint in "\n".join(found(source, GOOD.replace(old, new)))


def test_words_in_code_are_not_prose(source: Path) -> None:
    assert found(source, GOOD.replace("An `if`", "An `if simply`")) == []


def test_the_banner_says_where_one_is_and_what_came_before() -> None:
    files = texts(cell for chapter in CHAPTERS[:2] for cell in chapter.builds)
    lines = sum(bool(line.strip()) for text in files.values() for line in text.splitlines())
    said = banner(CHAPTERS[2], CHAPTERS, 45)
    assert said.startswith("*Chapter 3 of 4 · about 45 minutes · ")
    assert said.endswith(f"the app so far: {len(files)} files, {lines} lines*")


def test_the_banner_links_the_chapters_whose_parts_are_imported() -> None:
    assert "builds on [1](01_books.ipynb), [2](02_members.ipynb) · " in banner(
        CHAPTERS[2], CHAPTERS, 45
    )


def test_the_map_counts_the_lines_of_each_layer_and_marks_where_the_chapter_builds(
    tmp_path: Path,
) -> None:
    domain = tmp_path / "reference_app" / "domain"
    domain.mkdir(parents=True)
    (domain / "seats.py").write_text("LIMIT = 5\n\nBOUGHT = 5\n", encoding="utf-8")
    chapter = written(GOOD.replace("reference_app/seats", "reference_app/application/seats"))
    said = map_of(chapter, tmp_path).words
    assert "domain: 2 lines;" in said
    assert "application: this chapter builds here" in said
