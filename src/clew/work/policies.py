"""Policies of a team: copied into the workspace, checked, put in force by a decision, and found again by name, file or version."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from clew.errors import Fault, NotFoundError, PackError, RefusedError
from clew.lake.filesets import is_safe_name
from clew.ledger.store import PolicyUse
from clew.model.policies import Listed
from clew.pack.policy import SHIPPED, Policy, load_policy, parse_policy
from clew.pack.standards import load_standards
from clew.pack.toml import toml_value
from clew.work.stores import Stores

DEFAULT = "default"
CURRENT = "current"
"""Names that no file may have: the policy that ships with clew, and the one in force."""
_FOLDER = "policies"
_SHORTEST = 6
"""Letters of a hash that name a version."""
_ID, _TITLE = (re.compile(rf"^{key}\s*=.*$", re.MULTILINE) for key in ("id", "title"))


class Chosen(Struct, frozen=True):
    """A policy that was found.

    Attributes:
        where: its file, or "the ledger" for a version that was put in force, or "ships with clew".
        sha256: of its text.
    """

    policy: Policy
    where: str

    @property
    def sha256(self) -> str:
        """SHA-256 of its text: what names the version."""
        return digest(self.policy.text)

    @property
    def title(self) -> str:
        """Id, version and hash, as every output says them."""
        return f"{self.policy.id} {self.policy.version} ({self.sha256[:12]})"


def digest(text: str) -> str:
    """SHA-256 of a policy's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def listed(stores: Stores, known: str) -> tuple[Listed, ...]:
    """The shipped policy, the files of the workspace by name, and the versions that were in force and have no such file."""
    uses = {one.sha256: one for one in stores.ledger.policies.uses()}
    now = stores.ledger.policies.in_force(known)
    force = now.sha256 if now else ""
    shipped = load_policy()
    used = f"{uses[''].at} {uses[''].actor}" if "" in uses else ""
    found = [Listed(DEFAULT, shipped.id, shipped.version, digest(shipped.text), shipped.title, "ships with clew", not force, used)]
    found += [_of_file(path, uses, force) for path in _files(stores)]
    here = {one.sha256 for one in found}
    found += [_of_version(one, force) for one in uses.values() if one.text and one.sha256 not in here]
    return tuple(found)


def _files(stores: Stores) -> list[Path]:
    return sorted(path for path in (stores.folder / _FOLDER).glob("*.toml") if is_safe_name(path.stem))


def _of_file(path: Path, uses: dict[str, PolicyUse], force: str) -> Listed:
    """A file of the workspace, also one that is malformed."""
    try:
        policy = load_policy(path)
    except PackError as error:
        more = f", and {len(error.faults) - 1} more" if len(error.faults) > 1 else ""
        return Listed(path.stem, "", "", "", "", str(path), in_force=False, used="", fault=f"{error.faults[0].what}{more}")
    sha = digest(policy.text)
    used = f"{uses[sha].at} {uses[sha].actor}" if sha in uses else ""
    return Listed(path.stem, policy.id, policy.version, sha, policy.title, str(path), sha == force, used)


def _of_version(use: PolicyUse, force: str) -> Listed:
    """A version that was put in force, and whose file is gone or was edited since."""
    title = parse_policy(use.text, use.name).title
    return Listed(use.sha256[:12], use.name, use.version, use.sha256, title, "the ledger", use.sha256 == force, f"{use.at} {use.actor}")


def find_policy(stores: Stores, name: str, known: str) -> Chosen:
    """A policy by name, by file, or by the first letters of its hash.

    Raises:
        NotFoundError: there is none of that name; those that there are are named.
        PackError: it is malformed; all faults are named.
    """
    if name == CURRENT:
        return in_force(stores, known)
    if name == DEFAULT:
        return Chosen(load_policy(), "ships with clew")
    kept = stores.folder / _FOLDER / f"{name}.toml"
    if is_safe_name(name) and kept.is_file():
        return _checked(kept)
    if Path(name).is_file():
        return _checked(Path(name))
    versions = {one.sha256: one for one in stores.ledger.policies.uses() if one.text and one.sha256.startswith(name)}
    if len(name) >= _SHORTEST and len(versions) == 1:
        (use,) = versions.values()
        return Chosen(parse_policy(use.text, f"{use.name} {use.version}"), "the ledger")
    names = ", ".join([DEFAULT, CURRENT, *(path.stem for path in _files(stores))])
    mend = f"Known are {names}; a file, or {_SHORTEST} letters of the hash of a version that was in force, will do as well."
    raise NotFoundError(Fault(f"there is no policy “{name}”", mend))


def in_force(stores: Stores, known: str) -> Chosen:
    """The policy that is in force."""
    use = stores.ledger.policies.in_force(known)
    if use is None or not use.text:
        return Chosen(load_policy(), "ships with clew")
    return Chosen(parse_policy(use.text, f"{use.name} {use.version}"), "the ledger")


def _checked(path: Path) -> Chosen:
    return Chosen(check_policy(path), str(path))


def check_policy(path: Path) -> Policy:
    """The policy of a file, held against the standards pack as well.

    Raises:
        PackError: it is malformed, contradicts itself, or names an indicator that there is not; all faults are named.
    """
    policy = load_policy(path)
    faults = [Fault(what, mend, str(path)) for what, mend in _strange_codes(policy)]
    if faults:
        raise PackError(*faults)
    return policy


def _strange_codes(policy: Policy) -> Iterator[tuple[str, str]]:
    """Indicators that the standards pack does not have."""
    known = load_standards().by_code
    for second in policy.seconds:
        for code in second.indicators:
            if code not in known:
                yield f"second claim “{second.id}”: no indicator is “{code}”", f"Known are {', '.join(sorted(known))}."


def copy_policy(stores: Stores, name: str, new: str, known: str) -> Path:
    """Write a policy as a file to edit, with an id and a title of its own: into the workspace, or to a path that ends in `.toml`.

    Raises:
        NotFoundError: there is no such policy.
        RefusedError: there is a file already, which a person may have edited, or the name is none that a policy may have.
    """
    found = find_policy(stores, name, known)
    target = Path(new) if new.endswith(".toml") else stores.folder / _FOLDER / f"{new}.toml"
    key = target.stem
    if not is_safe_name(key) or key in {DEFAULT, CURRENT}:
        raise RefusedError(Fault(f"a policy cannot be called “{key}”", "Give it another name of letters, digits and hyphens with --as."))
    title = f"{key}, copied from {found.policy.id} {found.policy.version}"
    text = _ID.sub(lambda _: f"id = {toml_value(key)}", found.policy.text, count=1)
    text = _TITLE.sub(lambda _: f"title = {toml_value(title)}", text, count=1)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise RefusedError(Fault("there is such a file already", "Choose another name with --as, or delete it.", str(target))) from error
    except OSError as error:
        raise RefusedError(Fault(f"it cannot be written ({error.strerror or error})", "Choose another place.", str(target))) from error
    return target


def use_policy(stores: Stores, name: str, reason: str, known: str) -> tuple[Chosen, bool]:
    """Put a policy in force, with its whole text; says whether anything is new.

    Raises:
        NotFoundError: there is no such policy.
        PackError: it is malformed.
        RefusedError: it calls itself as the shipped one does, or as a version that was in force and said something else.
    """
    found = find_policy(stores, name, known)
    shipped = found.policy.text == SHIPPED.read_text(encoding="utf-8")
    if not shipped:
        _check_name(stores, found)
    text, sha = ("", "") if shipped else (found.policy.text, found.sha256)
    new = stores.ledger.policies.use(PolicyUse(found.policy.id, found.policy.version, sha, text, reason))
    return found, new


def _check_name(stores: Stores, found: Chosen) -> None:
    """Refuse a policy whose id and version are those of another text: a finding names the policy by them."""
    policy, where = found.policy, found.where
    if policy.id in {DEFAULT, CURRENT}:
        what = f"it calls itself “{policy.id}”, and it is not the policy that ships with clew"
        raise RefusedError(Fault(what, "Give it an id of its own.", where, column="id"))
    for one in stores.ledger.policies.uses():
        if one.text and (one.name, one.version) == (policy.id, policy.version) and one.sha256 != found.sha256:
            what = f"{policy.id} {policy.version} was in force already and said something else ({one.sha256[:12]})"
            raise RefusedError(Fault(what, "Give the edited policy another version.", where, column="version"))
