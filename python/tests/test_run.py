"""Documents in every form in which they may come, and the settings."""

import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import refrain_text
from refrain_text import _settings

Documents = list[dict[str, Any]]


def test_dicts_become_documents_with_their_metadata(corpus: refrain_text.Corpus) -> None:
    found = corpus.documents.set_index("doc_id")
    assert sorted(found.index) == ["NA", "north-1", "south-1"]
    assert found.loc["NA", "source"] == "south"
    assert found.loc["north-1", "desk"] == "coast"


def test_pandas_polars_and_a_generator_give_the_same(documents: Documents) -> None:
    terms = [
        refrain_text.run(inputs, language="en", concepts="none").terms
        for inputs in (
            documents,
            (document for document in documents),
            pd.DataFrame(documents),
            pl.DataFrame(documents),
            pl.DataFrame(documents).lazy(),
        )
    ]
    for others in terms[1:]:
        pd.testing.assert_frame_equal(terms[0], others)


def test_missing_values_and_dates_of_frames_are_understood(documents: Documents) -> None:
    frame = pd.DataFrame(documents)
    frame["date"] = pd.to_datetime(frame["date"])
    frame.loc[1, "date"] = pd.NaT
    frame["size"] = pd.array([1, None, 3], dtype="Int64")
    frame.loc[2, "desk"] = None
    found = refrain_text.run(frame, language="en", concepts="none").documents.set_index("doc_id")
    assert str(found.loc["north-1", "date"])[:10] == "2020-03-01"
    assert pd.isna(found.loc["south-1", "date"])
    assert pd.isna(found.loc["NA", "desk"])
    assert found["size"].tolist()[1:] == ["1", None] or pd.isna(found.loc["south-1", "size"])


def test_paths_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rivers and walls.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Rivers and towns.", encoding="utf-8")
    settings: dict[str, Any] = {"language": "en", "concepts": "none"}
    assert len(refrain_text.run(tmp_path, **settings).documents) == 2
    assert len(refrain_text.run(str(tmp_path / "a.txt"), **settings).documents) == 1
    both = [tmp_path / "a.txt", str(tmp_path / "b.txt")]
    assert len(refrain_text.run(both, **settings).documents) == 2


def test_a_folder_is_written_where_asked_and_can_be_loaded(
    documents: Documents, tmp_path: Path
) -> None:
    output = tmp_path / "results"
    written = refrain_text.run(documents, output=output, language="en", concepts="none")
    assert written.output == output
    loaded = refrain_text.load(output)
    pd.testing.assert_frame_equal(written.terms, loaded.terms)
    with pytest.raises(refrain_text.RefrainError, match="no texts"):
        loaded.kwic("river")


def test_a_temporary_folder_goes_with_the_corpus(documents: Documents) -> None:
    corpus = refrain_text.run(documents, language="en", concepts="none", only="terms")
    output = corpus.output
    assert output.is_dir()
    del corpus
    assert not output.exists()


def test_settings_are_options(documents: Documents) -> None:
    with pytest.warns(refrain_text.RefrainWarning, match="terms left out by the settings"):
        corpus = refrain_text.run(
            documents,
            group_by="desk",
            only=["terms", "documents"],
            concepts="none",
            language="en",
            min_df=3,
            extra_stop_word=["river", "cost"],
            numbers=False,
        )
    assert corpus.terms["label"].tolist() == ["walls", "towns"]
    assert set(corpus.documents["source"]) == {"coast", "inland"}


def test_false_says_no(documents: Documents) -> None:
    corpus = refrain_text.run(documents, language="en", concepts="none", report=False)
    assert not (corpus.output / "report.html").exists()
    with pytest.raises(refrain_text.RefrainError, match="wrote no report"):
        corpus.report()


def test_a_notebook_that_asks_for_colours_changes_nothing(
    documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CLICOLOR_FORCE", "FORCE_COLOR", "CLICOLOR"):
        monkeypatch.setenv(name, "1")
    _settings.options_of.cache_clear()
    corpus = refrain_text.run(
        documents, concepts={"water": ["river"]}, language="en", report=False, min_df=1
    )
    assert len(corpus.kwic("river")) == 4
    with pytest.raises(refrain_text.UsageError) as caught:
        refrain_text.run(documents, min_dff=1)
    assert "\x1b" not in caught.value.message
    _settings.options_of.cache_clear()


def test_notes_are_warnings_that_point_to_the_caller(documents: Documents) -> None:
    documents.append({"id": "empty", "text": ""})
    with pytest.warns(refrain_text.RefrainWarning) as caught:
        refrain_text.run(documents, language="en")
    assert {warning.filename for warning in caught} == {__file__}


def test_warnings_can_be_silenced(documents: Documents) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", refrain_text.RefrainWarning)
        refrain_text.run([*documents, {"id": "empty", "text": ""}])
