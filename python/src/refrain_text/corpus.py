"""The results of a run."""

from __future__ import annotations

import difflib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _catalogue, _frames, _process, _settings, matrix
from ._binary import find_binary
from .errors import RefrainError, TableNotWritten
from .package import Column, read_tables
from .report import Report

if TYPE_CHECKING:
    from ._frames import Frame, Library
    from ._scratch import Scratch
    from .matrix import DocumentTerms


# The columns of a concordance that are not text.
_LINES = (
    Column("date", "date", "Date of the document"),
    Column("sentence", "integer", "Sentence of the document, from 1"),
    Column("token", "integer", "First token of the hit in the document, from 1"),
)


@dataclass(frozen=True)
class Asked:
    """What was asked of a run, for questions that go back to the texts."""

    paths: list[str]
    settings: dict[str, Any]
    folder: Path
    """The working directory of the run, which relative paths start from."""
    scratch: Scratch
    """Where inputs and results are that have no place of their own."""


class Corpus:
    """The results of a run: every table is an attribute.

    >>> corpus = refrain_text.run("speeches")         # doctest: +SKIP
    >>> corpus.terms.query("df > 1").head()           # doctest: +SKIP
    >>> corpus.concepts_by_source                     # doctest: +SKIP

    A table is read when it is first used. Integers are nullable (`Int64`), and an empty cell is a
    missing value. Dates are dates if all of them in a column name a day; if some name a year or a
    month only, the column stays text.
    """

    output: Path
    """The folder with all tables, the report and the figures."""
    figures: dict[str, Any]
    """Closing figures of the run: documents, tokens, seconds; empty for a loaded folder."""

    def __init__(
        self,
        output: Path,
        *,
        frames: Library = "pandas",
        asked: Asked | None = None,
        figures: dict[str, Any] | None = None,
    ) -> None:
        """Open an output folder; `refrain_text.run` and `refrain_text.load` do this."""
        self.output = output
        self.figures = figures or {}
        self._frames: Library = frames
        self._asked = asked
        self._tables = read_tables(output)
        self._read: dict[tuple[str, Library], Frame] = {}

    @property
    def tables(self) -> list[str]:
        """Names of the tables that were written."""
        return list(self._tables)

    def table(self, name: str, frames: Library | None = None) -> Frame:
        """Return a table as a data frame.

        >>> corpus.table("terms", frames="polars")  # doctest: +SKIP
        """
        if name not in self._tables:
            raise self._no_table(name)
        library = frames or self._frames
        if (name, library) not in self._read:
            table = self._tables[name]
            self._read[name, library] = _frames.read(table.path, table.columns, library)
        return self._read[name, library]

    def columns(self, name: str) -> dict[str, str]:
        """Return the columns of a table with their meaning.

        >>> corpus.columns("terms")["df"]  # doctest: +SKIP
        """
        if name not in self._tables:
            raise self._no_table(name)
        return {column.name: column.description for column in self._tables[name].columns}

    def dtm(self, values: str = "n") -> DocumentTerms:
        """Return the document-term matrix, with the names of its rows and columns.

        `values` is a column of `tfidf`: "n" for occurrences, "tf", or "tf_idf".

        >>> counts, documents, terms = corpus.dtm()  # doctest: +SKIP
        """
        documents, terms, tfidf = (
            self.table(name, "pandas") for name in ("documents", "terms", "tfidf")
        )
        return matrix.build(documents, terms, tfidf, values)

    def kwic(self, pattern: str, **settings: Any) -> Frame:  # noqa: ANN401
        """Return a concordance: every place where a pattern occurs, with its context.

        The settings of the run hold here too; further ones are the options of `refrain kwic`.

        >>> corpus.kwic("climat*", sort=["1R", "2R"], window="5")  # doctest: +SKIP
        """
        if self._asked is None:
            message = "a loaded folder has no texts; use `refrain_text.run`"
            raise RefrainError(message)
        known = _settings.options_of(find_binary(), "kwic")
        # Those that act in a run only.
        idle = _settings.options_of(find_binary(), "run") - known
        inherited = {
            name: value
            for name, value in self._asked.settings.items()
            if name not in settings and not _settings.names_of(name) & idle
        }
        arguments = _settings.to_arguments({**inherited, **settings}, known)
        with tempfile.TemporaryDirectory(prefix="refrain-") as folder:
            path = Path(folder) / "kwic.csv"
            _process.call(
                "kwic",
                [f"--output={path}", *arguments, "--", pattern, *self._asked.paths],
                folder=self._asked.folder,
                progress=None,
            )
            return _frames.read(path, self._kwic_columns(), self._frames)

    def _kwic_columns(self) -> tuple[Column, ...]:
        if "kwic" in self._tables:
            return self._tables["kwic"].columns
        return _LINES

    def report(self, height: int = 800) -> Report:
        """Return the report page, which a notebook shows.

        >>> corpus.report()  # doctest: +SKIP
        """
        path = self.output / "report.html"
        if not path.is_file():
            message = "this run wrote no report; leave out `only` and `report=False`"
            raise RefrainError(message)
        return Report(path, height)

    @property
    def record(self) -> dict[str, Any]:
        """What `run.json` records: version, settings, hash of the input, counts."""
        text = (self.output / "run.json").read_text(encoding="utf-8")
        record: dict[str, Any] = json.loads(text)
        return record

    def __getattr__(self, name: str) -> Frame:
        """Return the table of this name."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.table(name)

    def __dir__(self) -> list[str]:
        """Return the names of methods and tables, for completion."""
        return sorted({*super().__dir__(), *self._tables})

    def __repr__(self) -> str:
        """Return the number of documents and the folder."""
        analysed = self.record["input"]["analysed"]
        return f"<Corpus of {analysed} documents in {str(self.output)!r}>"

    def _no_table(self, name: str) -> AttributeError:
        remedy = _catalogue.how_to_write(name)
        if remedy is not None:
            return TableNotWritten(f"the table `{name}` was not written; {remedy}")
        close = difflib.get_close_matches(name, [*self._tables, *_catalogue.names()], 1)
        hint = (
            f"did you mean `{close[0]}`?"
            if close
            else f"there are {', '.join(self._tables)}; others are written on request, "
            'as with `also=["networks"]`'
        )
        return AttributeError(f"there is no table `{name}`; {hint}")
