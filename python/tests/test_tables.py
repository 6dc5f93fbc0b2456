"""Tables, matrix, concordance and report of a corpus."""

import csv
import json
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

import refrain_text


def test_tables_are_attributes_and_completed(corpus: refrain_text.Corpus) -> None:
    assert {"terms", "concepts_by_source", "kwic", "dtm"} <= set(dir(corpus))
    assert corpus.terms is corpus.terms
    assert corpus.columns("terms")["df"]
    assert "3 documents" in repr(corpus)


def test_counts_are_those_by_hand(corpus: refrain_text.Corpus) -> None:
    counts = corpus.terms.set_index("label")
    assert counts.loc["river", ["cf", "df"]].tolist() == [4, 3]
    assert counts.loc["walls", ["cf", "df", "sources"]].tolist() == [4, 3, 2]
    concepts = corpus.concepts.set_index("concept")
    assert concepts.loc["protection", "hits"] == 3


@pytest.mark.parametrize("name", ["documents", "terms", "tfidf", "concepts_by_source", "kwic"])
def test_types_are_those_of_the_data_package(corpus: refrain_text.Corpus, name: str) -> None:
    package = json.loads((corpus.output / "datapackage.json").read_text(encoding="utf-8"))
    fields = next(r["schema"]["fields"] for r in package["resources"] if r["name"] == name)
    pandas, polars = corpus.table(name), corpus.table(name, frames="polars")
    assert list(pandas.columns) == polars.columns == [field["name"] for field in fields]
    for field in fields:
        kind, expected = pandas.dtypes[field["name"]], polars.schema[field["name"]]
        if field["type"] == "integer":
            assert kind == pd.Int64Dtype()
            assert expected == pl.Int64
        elif field["type"] == "number":
            assert kind == "float64"
            assert expected == pl.Float64
        elif field["name"] == "date":
            assert pd.api.types.is_datetime64_any_dtype(kind)
            assert expected == pl.Date
        elif field["type"] == "string":
            assert expected == pl.String


def test_dates_that_are_years_stay_text() -> None:
    records = [
        {"id": "a", "date": "2020", "text": "The river rose."},
        {"id": "b", "date": "2021-05-01", "text": "The river fell."},
    ]
    corpus = refrain_text.run(records, concepts="none", language="en")
    assert sorted(corpus.documents["date"]) == ["2020", "2021-05-01"]


def test_frames_of_the_whole_corpus_may_be_of_polars(corpus: refrain_text.Corpus) -> None:
    loaded = refrain_text.load(corpus.output, frames="polars")
    assert isinstance(loaded.terms, pl.DataFrame)
    assert loaded.terms.height == len(corpus.terms)
    with pytest.raises(refrain_text.RefrainError, match="pandas"):
        loaded.table("terms", frames="arrow")  # type: ignore[arg-type]


def test_matrix_has_the_counts_of_the_tables(corpus: refrain_text.Corpus) -> None:
    counts, documents, terms = corpus.dtm()
    assert documents == ["NA", "north-1", "south-1"]
    assert terms == sorted(corpus.terms["term"])
    assert counts.sum() == corpus.terms["cf"].sum()
    assert counts[documents.index("NA"), terms.index("river")] == 2
    frame = corpus.dtm().to_frame()
    assert frame.loc["north-1", "wall"] == 2
    weights = corpus.dtm("tf_idf").matrix
    assert weights.nnz == counts.nnz
    assert weights.dtype == "float64"


def test_matrix_is_that_of_refrain(sample: Path, tmp_path: Path) -> None:
    corpus = _run_sample(sample, tmp_path)
    counts, documents, terms = corpus.dtm()
    lines = (
        (tmp_path / "o" / "tables" / "document_term.mtx").read_text(encoding="utf-8").splitlines()
    )
    cells = [tuple(map(int, line.split())) for line in lines if not line.startswith("%")]
    assert cells[0] == (len(documents), len(terms), counts.nnz)
    assert all(counts[row - 1, column - 1] == count for row, column, count in cells[1:])
    rows = corpus.document_term_rows
    assert documents == rows["doc_id"].tolist()
    assert len(set(terms)) == len(terms)


def test_every_table_of_the_sample_is_read(sample: Path, tmp_path: Path) -> None:
    corpus = _run_sample(sample, tmp_path)
    for name in corpus.tables:
        with (tmp_path / "o" / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        for library in ("pandas", "polars"):
            frame = corpus.table(name, library)
            assert frame.shape == (len(rows) - 1, len(rows[0])), name


def _run_sample(sample: Path, tmp_path: Path) -> refrain_text.Corpus:
    with pytest.warns(refrain_text.RefrainWarning):
        return refrain_text.run(sample, output=tmp_path / "o", format="matrix-market")


def test_concordance(corpus: refrain_text.Corpus) -> None:
    lines = corpus.kwic("river", sort="document", window="2")
    assert lines["match"].str.lower().tolist() == ["river"] * 4
    assert lines.dtypes["token"] == pd.Int64Dtype()
    assert lines["doc_id"].tolist() == ["NA", "NA", "north-1", "south-1"]
    with pytest.raises(refrain_text.UsageError, match="--sort"):
        corpus.kwic("river", sortt="1R")


def test_concordance_keeps_the_settings_of_the_run() -> None:
    records = [{"id": "a", "body": "The river rose.", "desk": "coast"}]
    corpus = refrain_text.run(
        records,
        field={"text": "body"},
        group_by="desk",
        language="en",
        concepts={"water": ["river"]},
        min_df=1,
        report=False,
        stop_words=False,
    )
    assert corpus.kwic("river")["source"].tolist() == ["coast"]


def test_report_is_a_page_of_its_own_in_a_notebook(corpus: refrain_text.Corpus) -> None:
    report = corpus.report(height=300)
    shown = report._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert 'height="300"' in shown
    assert "<html" not in shown
    assert report.path.is_file()
