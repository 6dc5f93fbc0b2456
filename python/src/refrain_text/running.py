"""`run` and `load`: the two ways to a corpus."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from . import _process, _settings
from ._binary import find_binary
from ._frames import Library, check
from ._inputs import Concepts, Inputs, PathLike, codebook, input_paths
from ._scratch import Scratch
from .corpus import Asked, Corpus


def run(  # noqa: PLR0913
    inputs: Inputs,
    *,
    concepts: Concepts = None,
    also: str | Iterable[str] = (),
    only: str | Iterable[str] = (),
    group_by: str | None = None,
    output: PathLike | None = None,
    frames: Library = "pandas",
    progress: bool | None = None,
    **settings: Any,  # noqa: ANN401
) -> Corpus:
    """Analyse documents with refrain.

    Args:
        inputs: a path, or several; or documents: an iterable of dicts, or a data frame of pandas
            or Polars. Each document has a `text`, and may have an `id`, `source`, `date`, `title`
            and `language`; all other fields are metadata.
        concepts: the codebook: a path, or a dict such as `{"climate": ["climate change"]}`.
        also: tables to write besides the usual ones, such as `["networks"]`; `"all"` for all.
        only: the only tables to write; this is quicker.
        group_by: a metadata field that takes the place of the source in every table.
        output: the folder to write. Without it, the results are in a temporary folder, which is
            deleted with the corpus.
        frames: "pandas" or "polars".
        progress: whether to show progress; by default on a terminal and in a notebook.
        **settings: the options of `refrain run`, with `_` in place of `-`: `min_df=2` is
            `--min-df 2`, `png=True` is `--png`, `report=False` is `--no-report`, and a list
            repeats the option.

    Raises:
        UsageError: if refrain does not know a setting or does not accept its value.
        RunError: if the run fails.

    Examples:
        >>> corpus = run("speeches", group_by="country")  # doctest: +SKIP
        >>> corpus = run(
        ...     [{"id": "a", "source": "north", "text": "Small states need the law of nations."},
        ...      {"id": "b", "source": "south", "text": "The law of nations is a shield."}],
        ...     concepts={"law": ["law of nations"]},
        ... )  # doctest: +SKIP
        >>> corpus.concepts[["concept", "hits"]]  # doctest: +SKIP

    """
    check(frames)
    scratch = Scratch()
    try:
        paths = input_paths(inputs, scratch.path)
        target = Path(output).expanduser() if output is not None else scratch.path / "output"
        named = {"codebook": codebook(concepts, scratch.path), "group_by": group_by, **settings}
        arguments = [
            f"--output={target}",
            *_tables(also=also, only=only),
            *_settings.to_arguments(named, _settings.options_of(find_binary(), "run")),
        ]
        figures = _process.call(
            "run", [*arguments, "--", *paths], progress=_visible(progress, settings)
        )
    except BaseException:
        scratch.remove()
        raise
    asked = Asked(paths, named, Path.cwd(), scratch)
    return Corpus(target.resolve(), frames=frames, asked=asked, figures=figures)


def load(output: PathLike, *, frames: Library = "pandas") -> Corpus:
    """Return the corpus of a folder that refrain has written.

    All tables are at hand. `Corpus.kwic` is not, since the texts are elsewhere.

    >>> corpus = load("results")  # doctest: +SKIP
    """
    return Corpus(Path(output).expanduser().resolve(), frames=check(frames))


def _tables(**lists: str | Iterable[str]) -> list[str]:
    """Return the options that name tables.

    >>> _tables(also="all", only=()), _tables(only=["terms", "kwic"])
    (['--also=all'], ['--only=terms,kwic'])
    """
    named = ((name, [t] if isinstance(t, str) else list(t)) for name, t in lists.items())
    return [f"--{name}={','.join(tables)}" for name, tables in named if tables]


def _visible(progress: bool | None, settings: dict[str, Any]) -> bool | None:
    return False if settings.get("quiet") else progress
