"""Progress on a terminal or in a notebook: with tqdm if it is installed, else in plain lines."""

import importlib
import sys
import warnings
from typing import Any


def is_wanted() -> bool:
    """Return whether somebody is looking: standard error is a terminal, or this is a notebook."""
    return sys.stderr.isatty() or _in_notebook()


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and hasattr(shell, "kernel")


class Progress:
    """Shows the stages of a run, one after the other."""

    def __init__(self, shown: bool) -> None:
        """Show something only if `shown`."""
        self._shown = shown
        self._stage: str | None = None
        self._said: set[str] = set()
        self._bar: Any = None
        self._make_bar = _tqdm() if shown else None

    def update(self, stage: str, done: int, total: int | None, unit: str) -> None:
        """Report that `done` of `total` units of a stage are done."""
        if not self._shown:
            return
        if stage != self._stage:
            self.close()
            self._stage = stage
            if self._make_bar is None:
                self._say(stage)
            else:
                self._bar = self._make_bar(
                    desc=stage,
                    total=total,
                    unit=f" {unit}",
                    leave=False,
                    unit_scale=unit == "bytes",
                )
        if self._bar is not None:
            self._bar.total = total
            self._bar.update(done - self._bar.n)

    def _say(self, stage: str) -> None:
        """Print the name of a stage, once only: a run may come back to it."""
        if stage not in self._said:
            print(f"refrain: {stage}", file=sys.stderr, flush=True)
            self._said.add(stage)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
        self._bar = None
        self._stage = None


def _tqdm() -> Any:  # noqa: ANN401  (tqdm has no types)
    with warnings.catch_warnings():
        # tqdm warns where it cannot draw with widgets, and draws with text.
        warnings.simplefilter("ignore")
        try:
            return importlib.import_module("tqdm.auto").tqdm
        except ImportError:
            return None
