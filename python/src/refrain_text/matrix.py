"""The document-term matrix."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pandas as pd


class DocumentTerms(NamedTuple):
    """A sparse matrix with the names of its rows and columns.

    >>> counts, documents, terms = corpus.dtm()  # doctest: +SKIP
    >>> counts[documents.index("a"), terms.index("climat")]  # doctest: +SKIP
    """

    matrix: Any
    """A `scipy.sparse.csr_matrix`."""
    documents: list[str]
    """Names of the rows: `doc_id` of the documents that were analysed."""
    terms: list[str]
    """Names of the columns: `term`. If several languages have a term, its language is added, as in
    `general (de)`."""

    def to_frame(self) -> pd.DataFrame:
        """Return the matrix as a sparse data frame of pandas."""
        import pandas as pd

        frame: Any = pd.DataFrame
        sparse: pd.DataFrame = frame.sparse.from_spmatrix(self.matrix, self.documents, self.terms)
        return sparse


def build(
    documents: pd.DataFrame, terms: pd.DataFrame, tfidf: pd.DataFrame, values: str
) -> DocumentTerms:
    """Return the matrix of the column `values` of `tfidf.csv`.

    Rows are ordered by `doc_id`, columns by term and language, as in refrain's own matrix
    (`format="matrix-market"`).
    """
    import numpy as np
    from scipy.sparse import csr_matrix

    rows = documents.loc[documents["status"] == "analysed", ["doc_id", "language"]]
    row_of = {name: row for row, name in enumerate(rows["doc_id"])}
    keys = sorted(zip(terms["term"], terms["language"], strict=True))
    column_of = {key: column for column, key in enumerate(keys)}
    language_of = dict(zip(rows["doc_id"], rows["language"], strict=True))
    cells = list(zip(tfidf["doc_id"], tfidf["term"], strict=True))
    matrix = csr_matrix(
        (
            tfidf[values].to_numpy(dtype=np.int64 if values == "n" else np.float64),
            (
                np.array([row_of[name] for name, _ in cells], dtype=np.int64),
                np.array([column_of[term, language_of[name]] for name, term in cells], np.int64),
            ),
        ),
        shape=(len(row_of), len(column_of)),
    )
    return DocumentTerms(matrix, list(row_of), _names(keys))


def _names(keys: list[tuple[str, str]]) -> list[str]:
    """Return a name of its own for each term.

    >>> _names([("art", "de"), ("art", "en"), ("law", "en")])
    ['art (de)', 'art (en)', 'law']
    """
    times = Counter(term for term, _ in keys)
    return [f"{term} ({language})" if times[term] > 1 else term for term, language in keys]
