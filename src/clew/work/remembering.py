"""Remember: the mappings of holdings files that a workspace keeps; each applies by itself to files with the same heads."""

from pathlib import Path

from msgspec import Struct

from clew.errors import Fault, InputError, NotFoundError
from clew.lake.filesets import is_safe_name, replace_file
from clew.portfolio.mapping import FileMapping, Mappings, parse_mapping

_FOLDER = "mappings"


class Kept(Struct, frozen=True):
    """A mapping in the workspace: under which name, and in which file, which can be edited."""

    name: str
    path: Path
    mapping: FileMapping


def read_mapping(path: Path) -> FileMapping:
    """A mapping that a person gives.

    Raises:
        InputError: the file cannot be read, or is not TOML.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        what = f"the mapping cannot be opened ({error.strerror or error})"
        raise InputError(Fault(what, "Make one with: clew portfolio inspect FILE --save-mapping THIS", str(path))) from error
    return parse_mapping(text, str(path))


def save_mapping(path: Path, text: str) -> None:
    """Write a mapping to a new file.

    Raises:
        InputError: there is a file already, which a person may have edited, or it cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise InputError(Fault("there is such a file already", "Choose another name, or delete it.", str(path))) from error
    except OSError as error:
        raise InputError(Fault(f"the mapping cannot be written ({error.strerror or error})", "Choose another place.", str(path))) from error


def mappings_for(home: Path, given: Path | None) -> Mappings:
    """What decides the reading of a holdings file: the mapping that is given, else those that the workspace keeps.

    Args:
        home: the workspace folder; it need not exist.
        given: a mapping for this file, or None.

    Raises:
        InputError: a mapping cannot be read.
    """
    return Mappings(read_mapping(given) if given else None, tuple(one.mapping for one in kept_mappings(home)))


def kept_mappings(home: Path) -> tuple[Kept, ...]:
    """Every mapping that the workspace keeps, by name.

    Raises:
        InputError: one of them is no TOML any more.
    """
    paths = sorted(path for path in (home / _FOLDER).glob("*.toml") if is_safe_name(path.stem))
    return tuple(Kept(path.stem, path, parse_mapping(path.read_bytes(), str(path), kept=True)) for path in paths)


def keep_mapping(home: Path, path: Path, name: str = "") -> Kept:
    """Keep a copy of a mapping in the workspace; one of that name is replaced.

    Args:
        home: the workspace folder.
        path: the mapping.
        name: under which it is kept; by default the stem of its file.

    Raises:
        InputError: it is malformed, says no heads, has a name that no file can have, or another with the same heads is kept; all faults
            are named.
    """
    mapping, key = read_mapping(path), name or path.stem
    faults = list(mapping.faults)
    if not is_safe_name(key):
        faults.append(Fault(f"a mapping cannot be kept as “{key}”", "Give it a name of letters, digits and hyphens with --as.", str(path)))
    if not mapping.signature:
        mend = "Make it with --save-mapping from such a file: a kept mapping applies to files with the heads that it names."
        faults.append(Fault("it names no heads", mend, str(path), column="heads"))
    rivals = [one.name for one in kept_mappings(home) if one.name != key and one.mapping.signature == mapping.signature]
    if mapping.signature and rivals:
        mend = f"Keep this one as {rivals[0]}, or: clew portfolio mapping forget {rivals[0]}"
        faults.append(Fault(f"files with these heads are read by the mapping kept as “{rivals[0]}”", mend, str(path), column="heads"))
    if faults:
        raise InputError(*faults)
    target = home / _FOLDER / f"{key}.toml"
    replace_file(target, mapping.text)
    return Kept(key, target, mapping)


def forget_mapping(home: Path, name: str) -> None:
    """Delete a mapping from the workspace.

    Raises:
        NotFoundError: none of that name is kept.
    """
    path = home / _FOLDER / f"{name}.toml"
    if not is_safe_name(name) or not path.is_file():
        known = ", ".join(sorted(one.stem for one in (home / _FOLDER).glob("*.toml"))) or "none"
        raise NotFoundError(Fault(f"no mapping is kept as “{name}”", f"Kept are {known}."))
    path.unlink()
