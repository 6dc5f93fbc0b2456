"""A temporary folder that is deleted with the object that holds it."""

import shutil
import tempfile
import weakref
from pathlib import Path


class Scratch:
    """A temporary folder.

    Unlike `tempfile.TemporaryDirectory`, it may be left to the garbage collector without a warning,
    since a corpus is held by the variables of a notebook.

    >>> scratch = Scratch()
    >>> path = scratch.path
    >>> del scratch
    >>> path.exists()
    False
    """

    def __init__(self) -> None:
        """Make the folder."""
        self.path = Path(tempfile.mkdtemp(prefix="refrain-"))
        self.remove = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)
