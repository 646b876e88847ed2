"""Pages that begin behind a row, in any order. Filters as SQL are in `filtering.py`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, literal, or_, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeDecorator

from reference_app.application.filters import Asked, Order, digest
from reference_app.domain.errors import BadCursor
from reference_app.domain.paging import Cursor, Page, Value
from reference_app.infrastructure.sql.filtering import Columns, condition


@dataclass(frozen=True, slots=True)
class Rank:
    """One column of an order."""

    column: ColumnElement[Any]
    descending: bool

    def ordered(self) -> ColumnElement[Any]:
        return self.column.desc() if self.descending else self.column.asc()

    def behind(self, value: object) -> ColumnElement[bool]:
        return self.column < value if self.descending else self.column > value

    def not_before(self, value: object) -> ColumnElement[bool]:
        return self.column <= value if self.descending else self.column >= value

    @property
    def kind(self) -> type[Any]:
        """Of its values in Python. Only types of SQLAlchemy's own know it, so unwrap the others."""
        declared = self.column.type
        own = declared.impl_instance if isinstance(declared, TypeDecorator) else declared
        return own.python_type


def ranks(order: Order, columns: Columns, unique: Collection[str]) -> Sequence[Rank]:
    """Ends with a column in which no two rows are equal: what follows such a one decides nothing,
    and where there is none, it is `id`."""
    found = list[Rank]()
    for by in order.by:
        found.append(Rank(columns[by.field], by.descending))
        if by.field in unique:
            return found
    return [*found, Rank(columns["id"], found[-1].descending)]


def behind(ranks: Sequence[Rank], values: Sequence[Value]) -> ColumnElement[bool]:
    """Raises `BadCursor` unless these can be values of the columns."""
    if [type(value) for value in values] != [rank.kind for rank in ranks]:
        raise BadCursor("This is no cursor of ours: take next_cursor as it is.")
    placed = list(zip(ranks, values, strict=True))
    if len({rank.descending for rank in ranks}) == 1:
        place = tuple_(*(rank.column for rank in ranks))
        last = tuple_(*(literal(value, rank.column.type) for rank, value in placed))
        return place < last if ranks[0].descending else place > last
    decided = [
        and_(*(rank.column == value for rank, value in placed[:n]), ranks[n].behind(values[n]))
        for n in range(len(ranks))
    ]
    # The first column once more, because an index can look that up; an OR it walks through.
    return and_(ranks[0].not_before(values[0]), or_(*decided))


ViewT = TypeVar("ViewT")


@dataclass(frozen=True, slots=True)
class Listing(Generic[ViewT]):
    """What pages are cut from: `views` has the columns that `view` takes, in their order. `columns`
    are what it is found and sorted by; in those named `unique`, no two rows are equal."""

    views: Select[Any]
    view: Callable[..., ViewT]
    columns: Columns
    unique: frozenset[str] = frozenset()

    async def page(
        self, connection: AsyncConnection, request: Asked, given: Mapping[str, Any]
    ) -> Page[ViewT]:
        """Asks for one more than fits: only to know whether there is a next page."""
        order = ranks(request.order, self.columns, self.unique)
        found = self.views.where(condition(request.filter, self.columns))
        if request.cursor is not None:
            found = found.where(behind(order, request.cursor.values))
        found = found.order_by(*(rank.ordered() for rank in order)).limit(request.limit + 1)
        rows = await connection.execute(found.add_columns(*(rank.column for rank in order)), given)
        width, question = len(self.views.selected_columns), digest(request.filter, request.order)
        page = Page.cut(rows.all(), request.limit, lambda row: Cursor(tuple(row[width:]), question))
        return Page(tuple(self.view(*row[:width]) for row in page.items), page.next_cursor)
