"""The job of compare.py in Polars and in scikit-learn, as one who knows them would write it.

Words are runs of letters, digits and apostrophes inside; the stop words are scikit-learn's English
list for all; stems are PyStemmer's, made once for each distinct word. The numbers are not those of
refrain to the last digit, since words and stop words differ in small ways; the work is the same.
"""

import sys
from pathlib import Path

import polars as pl
import Stemmer

WORD = r"[\p{L}\p{N}](?:[\p{L}\p{N}'’]*[\p{L}\p{N}])?"


def stop_words() -> list[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return sorted(ENGLISH_STOP_WORDS)


def texts(folder: str) -> tuple[list[str], list[str]]:
    files = sorted(Path(folder).rglob("*.txt"))
    return [str(file) for file in files], [file.read_text(encoding="utf-8") for file in files]


def with_polars(folder: str, out: str) -> None:
    names, contents = texts(folder)
    words = (
        pl.LazyFrame({"document": names, "text": contents})
        .select("document", pl.col("text").str.to_lowercase().str.extract_all(WORD).alias("word"))
        .explode("word")
        .group_by("document", "word")
        .len("n")
        .filter(~pl.col("word").is_in(stop_words()))
        .collect()
    )
    distinct = words["word"].unique()
    stems = pl.DataFrame(
        {"word": distinct, "term": Stemmer.Stemmer("english").stemWords(distinct.to_list())}
    )
    counts = (
        words.lazy()
        .join(stems.lazy(), on="word")
        .group_by("document", "term")
        .agg(pl.col("n").sum())
    )
    documents = len(names)
    idf = counts.group_by("term").len("df").with_columns(
        (((1 + documents) / (1 + pl.col("df"))).log() + 1).alias("idf")
    )
    (
        counts.join(idf, on="term")
        .with_columns((pl.col("n") * pl.col("idf")).alias("weight"))
        .with_columns(
            (pl.col("weight") / (pl.col("weight") ** 2).sum().sqrt().over("document")).alias("tf_idf")
        )
        .sort("document", "term")
        .select("document", "term", "n", "tf_idf")
        .collect()
        .write_csv(out)
    )


def count(contents: list[str]):
    """Counts of words, and the words in the order of the columns."""
    from sklearn.feature_extraction.text import CountVectorizer

    # The pattern of above without Unicode classes, which `re` does not have.
    vectorizer = CountVectorizer(token_pattern=r"(?u)\b\w(?:[\w'’]*\w)?", stop_words=stop_words())
    return vectorizer.fit_transform(contents), list(vectorizer.get_feature_names_out())


def with_sklearn(folder: str, out: str, processes: int) -> None:
    import numpy as np
    from scipy import sparse
    from sklearn.feature_extraction.text import TfidfTransformer

    names, contents = texts(folder)
    if processes == 1:
        parts = [count(contents)]
    else:
        from joblib import Parallel, delayed

        size = -(-len(contents) // processes)
        chunks = [contents[start : start + size] for start in range(0, len(contents), size)]
        parts = Parallel(n_jobs=processes)(delayed(count)(chunk) for chunk in chunks)
    stems = [Stemmer.Stemmer("english").stemWords(words) for _, words in parts]
    terms = sorted(set().union(*stems))
    place = {term: index for index, term in enumerate(terms)}
    blocks = []
    for (counts, words), own in zip(parts, stems):
        columns = np.fromiter((place[stem] for stem in own), dtype=np.int64, count=len(own))
        ones = np.ones(len(words), dtype=counts.dtype)
        to_terms = sparse.csr_matrix(
            (ones, (np.arange(len(words)), columns)), shape=(len(words), len(terms))
        )
        blocks.append(counts @ to_terms)
    matrix = sparse.vstack(blocks, format="csr")
    matrix.sort_indices()
    weights = TfidfTransformer().fit_transform(matrix)
    weights.sort_indices()
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    pl.DataFrame(
        {
            "document": pl.Series(names).gather(rows),
            "term": pl.Series(terms).gather(matrix.indices),
            "n": matrix.data,
            "tf_idf": weights.data,
        }
    ).write_csv(out)


if __name__ == "__main__":
    job, folder, out = sys.argv[1:]
    if job == "polars":
        with_polars(folder, out)
    else:
        with_sklearn(folder, out, processes=2 if job == "sklearn2" else 1)
