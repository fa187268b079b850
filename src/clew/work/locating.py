"""Places: every address of a source's claims, located."""

from clew.engine.port import LocalEngine
from clew.work.stores import Stores


def locate_addresses(engine: LocalEngine, stores: Stores) -> None:
    """Add to `incoming` where its addresses are."""
