"""Find what a set of sources keeps repeating.

`run` analyses documents and returns a `Corpus`, whose attributes are tables:

    >>> import refrain_text
    >>> corpus = refrain_text.run("speeches", concepts="mine.yml")  # doctest: +SKIP
    >>> corpus.terms.head()                                         # doctest: +SKIP
    >>> corpus.kwic("climate change")                               # doctest: +SKIP

The work is done by the program `refrain`, which comes with this package.
"""

from ._binary import find_binary
from .corpus import Corpus
from .errors import RefrainError, RefrainWarning, RunError, TableNotWritten, UsageError
from .matrix import DocumentTerms
from .report import Report
from .running import load, run

__all__ = [
    "Corpus",
    "DocumentTerms",
    "RefrainError",
    "RefrainWarning",
    "Report",
    "RunError",
    "TableNotWritten",
    "UsageError",
    "find_binary",
    "load",
    "run",
]
