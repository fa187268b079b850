"""A team's own policy: copied, edited, put in force, undone; a later edit does not change the past."""

from pathlib import Path

import pytest

from clew.errors import NotFoundError, PackError, RefusedError
from clew.pack.policy import load_policy
from clew.pack.policy_diff import policy_changes
from clew.work.clocks import Clocks
from clew.work.pinning import pinned
from clew.work.policies import check_policy, copy_policy, digest, find_policy, in_force, listed, use_policy
from clew.work.release import release_inputs
from clew.work.stores import Stores
from tests.world import AS_OF, World

KNOWN = "9999-12-30"


def edited(stores: Stores, name: str, *changes: tuple[str, str]) -> Path:
    """A copy of the shipped policy with changes to its text."""
    path = copy_policy(stores, "default", name, KNOWN)
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_policy_is_kept_as_it_was_when_it_was_put_in_force(world: World) -> None:
    path = edited(world.stores, "mine", ("hops = 8", "hops = 3"))
    found, new = use_policy(world.stores, "mine", "decided", KNOWN)
    assert new
    assert not use_policy(world.stores, "mine", "", KNOWN)[1]
    path.write_text(path.read_text(encoding="utf-8").replace("hops = 3", "hops = 2"), encoding="utf-8")
    assert in_force(world.stores, KNOWN).policy.hops == 3
    assert find_policy(world.stores, found.sha256[:8], KNOWN).policy.hops == 3
    rows = {one.name: one for one in listed(world.stores, KNOWN)}
    assert (rows["mine"].in_force, rows[found.sha256[:12]].in_force) == (False, True)
    with pytest.raises(RefusedError, match="said something else"):
        use_policy(world.stores, "mine", "", KNOWN)


def test_a_release_follows_the_policy_in_force_and_says_it_and_default_is_the_way_back(world: World) -> None:
    edited(world.stores, "mine", ("hops = 8", "hops = 3"))
    found, _ = use_policy(world.stores, "mine", "", KNOWN)
    with pinned(world.stores, Clocks(AS_OF, KNOWN)) as held:
        assert held.release.packs.policy.hops == 3
        said = {one.name: one.sha256 for one in release_inputs(held.release)}
        assert said[f"policy/mine {found.policy.version}"] == digest(found.policy.text)
    with pinned(world.stores, Clocks(AS_OF, AS_OF)) as held:
        assert held.release.packs.policy.hops == 8, "by an earlier clock, the policy of that day"
    use_policy(world.stores, "default", "", KNOWN)
    assert in_force(world.stores, KNOWN).policy == load_policy()
    assert world.stores.ledger.broken_at() is None


def test_a_release_has_the_rules_of_its_day_alone(world: World) -> None:
    edited(world.stores, "mine", ('link = "partner"\nto = "partner"', 'link = "partner"\nto = "partner"\nvalid_to = "2026-11-01"'))
    use_policy(world.stores, "mine", "", KNOWN)
    for day, there in (("2026-10-31", True), ("2026-11-01", False)):
        with pinned(world.stores, Clocks(day, KNOWN)) as held:
            assert any(step.link == "partner" for step in held.release.packs.policy.transitions) is there


def test_a_policy_that_calls_itself_default_is_refused(world: World, tmp_path: Path) -> None:
    path = tmp_path / "theirs.toml"
    path.write_text(load_policy().text.replace("hops = 8", "hops = 7"), encoding="utf-8")
    with pytest.raises(RefusedError, match="Give it an id of its own"):
        use_policy(world.stores, str(path), "", KNOWN)


def test_a_copy_says_what_it_is_and_what_it_was_copied_from_and_is_otherwise_the_same(world: World) -> None:
    shipped, copied = load_policy(), check_policy(copy_policy(world.stores, "default", "mine", KNOWN))
    assert (copied.id, copied.title) == ("mine", f"mine, copied from default {shipped.version}")
    assert [one.table for one in policy_changes(shipped, copied)] == ["policy"]


def test_a_copy_never_takes_the_place_of_a_file_and_an_unknown_name_is_told(world: World) -> None:
    copy_policy(world.stores, "default", "mine", KNOWN)
    with pytest.raises(RefusedError, match="there is such a file already"):
        copy_policy(world.stores, "default", "mine", KNOWN)
    with pytest.raises(RefusedError, match="cannot be called"):
        copy_policy(world.stores, "default", "default", KNOWN)
    with pytest.raises(NotFoundError, match="Known are default, current, mine"):
        find_policy(world.stores, "nobody", KNOWN)


def test_an_indicator_that_there_is_not_is_a_fault(world: World) -> None:
    path = edited(world.stores, "mine", ('indicators = ["FL-05"]', 'indicators = ["FL-99"]'))
    with pytest.raises(PackError, match="no indicator is “FL-99”"):
        check_policy(path)
