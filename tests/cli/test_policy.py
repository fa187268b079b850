"""`clew policy`: from a copy to a policy in force, and back."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_policy_is_copied_edited_checked_compared_used_and_undone(clew: Run, tmp_path: Path) -> None:
    assert "clew policy copy default --as my-team" in clew("policy", "list").stdout
    copied = clew("policy", "copy", "default", "--as", "harbour.toml")
    assert copied.returncode == 0, copied.stderr
    path = tmp_path / "harbour.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("hops = 8", "hops = 5"), encoding="utf-8")
    assert "14 transitions, no fault" in clew("policy", "check", path).stdout
    told = clew("policy", "diff", "default", path, "--rules-only").stdout
    assert "Changed: hops: 8 → 5." in told
    assert clew("policy", "use", path, "--why", "decided").returncode == 0
    assert "is in force already" in clew("policy", "use", path).stdout
    (used,) = [one for one in json.loads(clew("policy", "list", "--json").stdout)["policies"] if one["in_force"]]
    assert (used["id"], used["where"]) == ("harbour", "the ledger")
    assert json.loads(clew("policy", "show", "--json").stdout)["hops"] == 5
    assert clew("policy", "use", "default").returncode == 0
    assert json.loads(clew("policy", "show", "--json").stdout)["hops"] == 8


def test_every_fault_of_a_policy_is_told_at_once(clew: Run, tmp_path: Path) -> None:
    clew("policy", "copy", "default", "--as", "odd.toml")
    path = tmp_path / "odd.toml"
    text = path.read_text(encoding="utf-8").replace('when = "minority"', 'when = "perhaps"').replace("hops = 8", "hops = 0")
    path.write_text(text, encoding="utf-8")
    told = clew("policy", "check", path)
    assert (told.returncode, told.stdout, len(told.stderr.splitlines())) == (4, "", 2)
    assert "Known are controlled, minority, any." in told.stderr
