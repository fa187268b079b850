"""The only reader of the environment: what a person may set once for every command."""

import getpass
import os
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from platformdirs import user_data_path

from clew.errors import Fault, WorkspaceError
from clew.values.secret import NO_SECRET, Secret

_MIB = 1024 * 1024
_SIZE = re.compile(r"\d+(\.\d+)? ?([KMGT]i?B|%)", re.ASCII | re.IGNORECASE)
_LONGEST_ACTOR = 120


class Settings(Struct, frozen=True):
    """What the environment says.

    Attributes:
        home: the workspace folder (`CLEW_HOME`; by default in the user's data directory).
        actor: who signs changes (`CLEW_ACTOR`; by default the user's login name), marked as unauthenticated.
        memory: what DuckDB may take (`CLEW_MEMORY`, such as "1GB").
        threads: worker threads (`CLEW_THREADS`; by default the machine's cores, at most four).
        cache_bytes: size cap of the caches (`CLEW_CACHE_MIB`).
        proxy: through which sources are fetched (`CLEW_PROXY`, such as "http://proxy.example:3128"; none by default).
        java_home: where the Java is that Spark runs on (`JAVA_HOME`; by default the one on the PATH).
    """

    home: Path
    actor: str
    memory: str
    threads: int
    cache_bytes: int
    proxy: Secret = NO_SECRET
    java_home: str = ""


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment.

    Raises:
        WorkspaceError: a number that is none, a size that is none, or a name that cannot sign; all are named.
    """
    given = os.environ if environ is None else environ
    faults: list[Fault] = []
    threads = _number(given, "CLEW_THREADS", min(os.cpu_count() or 1, 4), faults)
    cache = _number(given, "CLEW_CACHE_MIB", 2048, faults)
    memory, actor = _memory(given, faults), _actor(given, faults)
    if faults:
        raise WorkspaceError(*faults)
    home = given.get("CLEW_HOME", "")
    return Settings(
        home=Path(home).expanduser() if home else user_data_path("clew", appauthor=False),
        actor=f"{actor} (unauthenticated)",
        memory=memory,
        threads=threads,
        cache_bytes=cache * _MIB,
        proxy=Secret(given.get("CLEW_PROXY", "").strip()),
        java_home=given.get("JAVA_HOME", "").strip(),
    )


def workspace_folder(folder: Path | None = None, settings: Settings | None = None) -> Path:
    """Where the workspace is, or would be; nothing is made.

    Args:
        folder: the workspace; by default what the settings say.
        settings: by default read from the environment.
    """
    return (folder or (settings or read_settings()).home).expanduser().resolve()


def _number(given: Mapping[str, str], name: str, default: int, faults: list[Fault]) -> int:
    """A positive whole number, or a fault."""
    text = given.get(name, "")
    if not text:
        return default
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    faults.append(Fault(f"{name} is “{text}”, not a positive whole number", f"Set it to a number such as {default}, or unset it."))
    return default


def _memory(given: Mapping[str, str], faults: list[Fault]) -> str:
    """A size that DuckDB understands, or a fault."""
    text = given.get("CLEW_MEMORY", "").strip() or "1GB"
    if _SIZE.fullmatch(text) is None:
        faults.append(Fault(f"CLEW_MEMORY is “{text}”, not a size", "Set it to a size such as 1GB, or unset it."))
    return text


def _actor(given: Mapping[str, str], faults: list[Fault]) -> str:
    """Who signs, or a fault: the name stands in every event, and in no second line of it."""
    text = given.get("CLEW_ACTOR", "").strip() or _login()
    if not text.isprintable() or len(text) > _LONGEST_ACTOR:
        faults.append(Fault("CLEW_ACTOR is no name that can sign", f"Set it to one line of at most {_LONGEST_ACTOR} letters, or unset it."))
    return text


def _login() -> str:
    """The user's login name, or "somebody" where the system knows none."""
    try:
        return getpass.getuser()
    except (ImportError, OSError, KeyError):
        return "somebody"
