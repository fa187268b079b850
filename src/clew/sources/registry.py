"""Every source that ships with clew, at a glance."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from types import ModuleType

from msgspec import Struct

from clew.model.card import Card
from clew.model.claim import Claim
from clew.sources.reading.card import load_card
from clew.sources.reading.forms import read_forms
from clew.sources.reading.specs import Spec, Steps
from clew.sources.reading.tables import Tables


class Source(Struct, frozen=True):
    """A dataset, and whether tables of it ship.

    The module of its name is loaded when its reader or its queries are asked for: a command reads few of the sources, most read none.
    """

    dataset: str
    ships: bool = False

    @property
    def read(self) -> Callable[[Tables], Iterator[Claim]] | None:
        """The reader of its shipped tables, None where none ship."""
        found: Callable[[Tables], Iterator[Claim]] | None = self._module.read if self.ships else None
        return found

    @property
    def steps(self) -> Steps:
        """The queries that prepare its published files, by form; none where its card says all."""
        found: Steps = getattr(self._module, "STEPS", {})
        return found

    @property
    def _module(self) -> ModuleType:
        """The source's own module."""
        return import_module(f"clew.sources.{self.dataset}")

    @property
    def card(self) -> Card:
        """The source's card."""
        return load_card(self.dataset)


SOURCES: tuple[Source, ...] = (
    Source("notices", ships=True),
    Source("uflpa", ships=True),
    Source("cbp_wro", ships=True),
    Source("bis_entity_list", ships=True),
    Source("ns_cmic", ships=True),
    Source("uflpa_sectors", ships=True),
    Source("gazetteer_xuar", ships=True),
    Source("pairing_xuar", ships=True),
    Source("founding_documents", ships=True),
    Source("crosswalk", ships=True),
    Source("gleif"),
    Source("gleif_rr"),
    Source("csl"),
    Source("gleif_repex"),
    Source("gleif_isin"),
    Source("gleif_bic"),
    Source("hkex_securities"),
    Source("szse_a_shares"),
    Source("sec_tickers"),
    Source("sec_cusips"),
    Source("nport_pairs"),
    Source("un_sc"),
    Source("eu_fsf"),
    Source("uk_sanctions"),
    Source("trade_us_census"),
    Source("xuar_trade_facts"),
    Source("hs_codes"),
    Source("uflpa_sector_hs"),
    Source("xuar_divisions_nbs"),
    Source("xuar_pinyin_codes"),
    Source("xuar_postcodes"),
    Source("xuar_places_geonames"),
    Source("xuar_prefectures"),
    Source("pairing_2010"),
    Source("bis_meu"),
    Source("bods"),
    Source("os_hub"),
    Source("oar"),
    Source("brand_suppliers"),
    Source("wikirate"),
    Source("us_imports"),
    Source("ofac_sdn"),
    Source("ofac_consolidated"),
    Source("uk_psc"),
    Source("dod_1260h"),
    Source("fcc_covered"),
    Source("ndaa_889"),
    Source("dol_tvpra"),
    Source("aspi_brands"),
    Source("uflpa_additions"),
    Source("uflpa_names_zh"),
    Source("wro_dates"),
    Source("sec_ex21"),
    Source("sec_10k_headers"),
    Source("ftm"),
    Source("shu_uyghur_companies"),
    Source("c4ads_xinjiang"),
    Source("no_nbim_exclusions"),
)


@cache
def load_spec(dataset: str) -> Spec:
    """What reads the published files of a source that ships.

    Raises:
        PackError: its card is missing or malformed; all faults are named.
    """
    source = next(source for source in SOURCES if source.dataset == dataset)
    return Spec(source.card, read_forms(files("clew") / "sources" / dataset / "card.toml"), source.steps)
