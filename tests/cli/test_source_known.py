"""Every source that can be read, with where to get it."""

import io

from rich.console import Console

from clew.cli.source_known import known_view
from clew.work.sourcebook import Known


def test_an_address_is_never_broken() -> None:
    url = "https://example.org/" + "long/" * 20 + "list.csv"
    shown = known_view([Known("list", "Harbour list", "us", "our own", ("csv: as CSV",), "https://example.org", url)])
    out = io.StringIO()
    Console(file=out, width=60, color_system=None).print(shown, crop=False)
    assert f"  {url}\n" in out.getvalue()
