"""What goes wrong is said in refrain's own words."""

from typing import Any

import pytest

import refrain_text
from refrain_text import _catalogue

Documents = list[dict[str, Any]]


@pytest.mark.parametrize(
    ("setting", "meant"),
    [("min_dff", "--min-df"), ("concept", "--concepts"), ("no_raport", "--no-report")],
)
def test_a_wrong_keyword_is_a_usage_error(documents: Documents, setting: str, meant: str) -> None:
    settings: dict[str, Any] = {setting: 2}
    with pytest.raises(refrain_text.UsageError, match=meant) as caught:
        refrain_text.run(documents, **settings)
    assert caught.value.exit_status == 2
    assert "\n" not in caught.value.message.splitlines()[0]


def test_a_wrong_value_is_a_usage_error(documents: Documents) -> None:
    with pytest.raises(refrain_text.UsageError, match="tfdif"):
        refrain_text.run(documents, only=["tfdif"])


def test_how_to_type_the_command_is_not_part_of_a_message(documents: Documents) -> None:
    with pytest.raises(refrain_text.UsageError, match="--min-df") as caught:
        refrain_text.run(documents, min_df="two")
    assert "--help" not in caught.value.message


def test_a_wrong_library_of_frames_is_an_error_before_the_run(documents: Documents) -> None:
    with pytest.raises(refrain_text.RefrainError, match="polars"):
        refrain_text.run(documents, frames="panda")  # type: ignore[arg-type]


def test_a_run_without_documents_fails() -> None:
    with pytest.raises(refrain_text.RunError) as caught:
        refrain_text.run([])
    assert caught.value.exit_status == 1
    assert caught.value.message


def test_a_missing_folder_is_named() -> None:
    with pytest.raises(refrain_text.RefrainError, match="nowhere-at-all"):
        refrain_text.run("nowhere-at-all")


def test_strict_is_an_error_with_status_3(documents: Documents) -> None:
    documents.append({"id": "empty", "text": ""})
    with pytest.warns(refrain_text.RefrainWarning), pytest.raises(refrain_text.RunError) as caught:
        refrain_text.run(documents, strict=True)
    assert caught.value.exit_status == 3


def test_a_table_that_was_not_written_says_how_to_ask(corpus: refrain_text.Corpus) -> None:
    with pytest.raises(AttributeError, match=r'also=\["networks"\]') as caught:
        _ = corpus.networks
    # A program without `refrain tables` does not say which tables there are besides.
    assert isinstance(caught.value, refrain_text.TableNotWritten) or not _catalogue.names()
    assert not hasattr(corpus, "networks")


def test_a_misspelt_table_is_recognised(corpus: refrain_text.Corpus) -> None:
    with pytest.raises(AttributeError, match="did you mean `concepts_by_source`"):
        _ = corpus.concept_by_source


def test_things_that_are_no_corpus() -> None:
    with pytest.raises(TypeError, match="list of dicts"):
        refrain_text.run({"text": "Walls."})
    with pytest.raises(TypeError, match="not a int"):
        refrain_text.run([1, 2])
