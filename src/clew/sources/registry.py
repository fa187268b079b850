"""Every source that clew can read, at a glance."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clew.model.card import Card
from clew.model.claim import Claim
from clew.sources import (
    bis_entity_list,
    cbp_wro,
    crosswalk,
    founding_documents,
    gazetteer_xuar,
    notices,
    ns_cmic,
    pairing_xuar,
    uflpa,
    uflpa_sectors,
)
from clew.sources.card import load_card
from clew.sources.tables import Tables


@dataclass(frozen=True, slots=True)
class Source:
    """A dataset and the reader of its shipped tables."""

    dataset: str
    read: Callable[[Tables], Iterator[Claim]]

    @property
    def card(self) -> Card:
        """The source's card."""
        return load_card(self.dataset)


SOURCES: tuple[Source, ...] = (
    Source("notices", notices.read),
    Source("uflpa", uflpa.read),
    Source("cbp_wro", cbp_wro.read),
    Source("bis_entity_list", bis_entity_list.read),
    Source("ns_cmic", ns_cmic.read),
    Source("uflpa_sectors", uflpa_sectors.read),
    Source("gazetteer_xuar", gazetteer_xuar.read),
    Source("pairing_xuar", pairing_xuar.read),
    Source("founding_documents", founding_documents.read),
    Source("crosswalk", crosswalk.read),
)
