"""Statements that run with every message: made by SQLAlchemy once, and from then on handed to the driver as they are.

What SQLAlchemy does around each execution takes five times as long as such a statement itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError

Json = Mapping[str, Any]
Convert = Callable[[Any], Any]


class Prepared:
    """One statement. `make` gives it for the name of a dialect; an INSERT says the `columns` that it fills."""

    def __init__(self, make: Callable[[str], Any], columns: Sequence[str] = ()) -> None:
        self._make = make
        self._columns = columns
        self._made_for = lru_cache(maxsize=8)(self._made)

    def rows(self, connection: Connection, values: Json) -> list[tuple[Any, ...]]:
        """What it gives, if anything, in the transaction of the connection. Raises DBAPIError."""
        if not connection.in_transaction():
            connection.begin()
        dialect = connection.dialect
        made = self._made_for(dialect)
        try:
            with closing(connection.connection.cursor()) as cursor:
                cursor.execute(made.sql, made.parameters(values))
                return [made.converted(row) for row in cursor.fetchall()] if cursor.description else []
        except dialect.loaded_dbapi.Error as problem:
            if is_gone := dialect.is_disconnect(problem, connection.connection, None):
                connection.invalidate(problem)
            kind, parameters = dialect.loaded_dbapi.Error, None  # the parameters are what people wrote
            raise DBAPIError.instance(made.sql, parameters, problem, kind, True, is_gone, dialect) from problem

    def _made(self, dialect: Dialect) -> _Made:
        statement = self._make(dialect.name)
        compiled = statement.compile(dialect=dialect, column_keys=list(self._columns) or None)
        parameters = compiled.binds.items()
        return _Made(
            sql=str(compiled),
            order=compiled.positiontup,
            literals={name: each.value for name, each in parameters if each.value is not None},
            binds={name: each.type.dialect_impl(dialect).bind_processor(dialect) for name, each in parameters},
            results=[
                each.type.dialect_impl(dialect).result_processor(dialect, None) for each in statement.exported_columns
            ],
        )


@dataclass(frozen=True)
class _Made:
    sql: str
    order: Sequence[str] | None  #: of its parameters; None where they are named
    literals: Json  #: parameters that have their value already
    binds: Mapping[str, Convert | None]
    results: Sequence[Convert | None]  #: by column

    def parameters(self, values: Json) -> Json | list[Any]:
        bound = {**self.literals, **values}
        for name, convert in self.binds.items():
            if convert:
                bound[name] = convert(bound[name])
        return bound if self.order is None else [bound[name] for name in self.order]

    def converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        pairs = zip(row, self.results, strict=True)
        return tuple(convert(value) if convert else value for value, convert in pairs)
