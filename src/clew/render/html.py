"""Templates to pages: everything is escaped, and a name that a template does not know stops it."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from clew.render.printable import printable


def environment(folder: Path, filters: Mapping[str, Callable[..., object]]) -> Environment:
    """An environment over one folder of templates; autoescape is on for every file."""
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
    )
    env.filters.update(filters)
    return env


def page_bytes(env: Environment, name: str, context: Mapping[str, object]) -> bytes:
    """One page as UTF-8."""
    return env.get_template(name).render(context).encode("utf-8")


def csp_hash(text: str) -> str:
    """The Content-Security-Policy source that allows exactly this inline style sheet: `'sha256-…'`."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _finalize(value: object) -> object:
    """Plain strings lose their control characters; markup that an adapter made is left alone."""
    return printable(value) if type(value) is str else value
