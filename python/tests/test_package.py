"""What is installed: the command, the module, and its examples."""

import doctest
import importlib
import io
import pkgutil
import subprocess
import sys
from contextlib import redirect_stderr

import pytest

import refrain_text
from refrain_text import _progress


def test_the_command_is_there() -> None:
    direct = subprocess.run(
        [str(refrain_text.find_binary()), "--version"], capture_output=True, check=True
    )
    by_module = subprocess.run(
        [sys.executable, "-m", "refrain_text", "--version"], capture_output=True, check=True
    )
    assert direct.stdout.startswith(b"refrain ")
    assert by_module.stdout == direct.stdout


def test_a_wrong_path_of_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFRAIN_BINARY", "/no/such/program")
    with pytest.raises(refrain_text.RefrainError, match="REFRAIN_BINARY"):
        refrain_text.find_binary()


@pytest.mark.parametrize("name", [m.name for m in pkgutil.iter_modules(refrain_text.__path__)])
def test_examples(name: str) -> None:
    if name == "spark":
        # Its packages come with the extra of that name only.
        pytest.importorskip("pyarrow")
        pytest.importorskip("pyspark")
    if name != "__main__":
        module = importlib.import_module(f"refrain_text.{name}")
        assert doctest.testmod(module).failed == 0


def test_importing_is_light() -> None:
    code = "import refrain_text, sys; sys.exit('pandas' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("with_tqdm", [True, False])
def test_progress_is_shown(monkeypatch: pytest.MonkeyPatch, with_tqdm: bool) -> None:
    if not with_tqdm:
        monkeypatch.setattr(_progress, "_tqdm", lambda: None)
    with redirect_stderr(io.StringIO()) as shown:
        progress = _progress.Progress(shown=True)
        progress.update("reading", 1, 4, "documents")
        progress.update("reading", 4, 4, "documents")
        progress.update("counting", 1, None, "documents")
        progress.close()
    assert "reading" in shown.getvalue()
    assert "counting" in shown.getvalue()
