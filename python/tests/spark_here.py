"""What tests of Spark have in common: where Java or a package is missing, they are skipped."""

from __future__ import annotations

import os
import shutil

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("pyspark")

if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java, which is not installed", allow_module_level=True)

MARKS = [
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::refrain_text.RefrainWarning"),
]
