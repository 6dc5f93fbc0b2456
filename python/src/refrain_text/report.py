"""The report page in a notebook."""

import html
import webbrowser
from pathlib import Path


class Report:
    """The page `report.html` of an output folder.

    As the last line of a notebook's cell it shows the page. The page is self-contained, so the
    notebook keeps it.
    """

    def __init__(self, path: Path, height: int = 800) -> None:
        """Keep the path of the page and its height in a notebook, in pixels."""
        self.path = path
        self.height = height

    def __repr__(self) -> str:
        """Return the path, for places that show no pages."""
        return f"Report({str(self.path)!r})"

    def _repr_html_(self) -> str:
        page = html.escape(self.path.read_text(encoding="utf-8"), quote=True)
        return (
            f'<iframe srcdoc="{page}" width="100%" height="{self.height}" '
            'style="border: 1px solid #ccc" title="Report of refrain"></iframe>'
        )

    def open(self) -> None:
        """Open the page in a browser."""
        webbrowser.open(self.path.resolve().as_uri())
