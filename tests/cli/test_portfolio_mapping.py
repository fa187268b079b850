"""`clew portfolio mapping`, and `--mapping` where files are read: what a person decides once is said and applied."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
TEXT = "Wertbezeichnung;ISIN Kennung;Anteil\nExample Mill;US0378331005;0,6\nExample Dairy;DE0007164600;0,4\n"
MAPPING = '[columns]\nWertbezeichnung = "name"\n"ISIN Kennung" = "isin"\nAnteil = "weight"\n'


def saved(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_was_understood_is_saved_edited_kept_and_applied(clew: Run, tmp_path: Path) -> None:
    path, hand, full = saved(tmp_path, "holdings.csv", TEXT), saved(tmp_path, "hand.toml", MAPPING), tmp_path / "full.toml"
    told = clew("portfolio", "inspect", path, "--mapping", hand, "--save-mapping", full)
    assert told.returncode == 0, told.stderr
    assert "Read by the mapping “hand”." in told.stdout
    assert f"Next: clew portfolio inspect {path} --mapping {full}" in told.stdout
    assert '"ISIN Kennung" = "isin"' in full.read_text(encoding="utf-8")

    assert "Kept as harbour" in clew("portfolio", "mapping", "keep", full, "--as", "harbour").stdout
    assert "harbour" in clew("portfolio", "mapping", "list").stdout
    (kept,) = json.loads(clew("portfolio", "mapping", "list", "--json").stdout)["mappings"]
    assert (kept["name"], kept["columns"]["Anteil"]) == ("harbour", "weight")
    found = json.loads(clew("portfolio", "inspect", path, "--json").stdout)
    assert (found["mapping"], found["companies"]) == ("read by the mapping kept as “harbour”", 2)

    assert clew("portfolio", "mapping", "forget", "harbour").stdout == "Forgotten: harbour.\n"
    assert "No mapping is kept." in clew("portfolio", "mapping", "list").stdout


def test_a_mapping_that_does_not_fit_is_one_error_with_all_faults(clew: Run, tmp_path: Path) -> None:
    path = saved(tmp_path, "holdings.csv", TEXT)
    told = clew("portfolio", "inspect", path, "--mapping", saved(tmp_path, "odd.toml", f'{MAPPING}WKN = "cusip"\nNote = "title"\n'))
    assert (told.returncode, told.stdout, len(told.stderr.splitlines())) == (3, "", 2)
