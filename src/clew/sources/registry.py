"""Every source that ships with clew, at a glance."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

from msgspec import Struct, field

from clew.model.card import Card
from clew.model.claim import Claim
from clew.sources import (
    aspi_brands,
    bis_entity_list,
    bis_meu,
    bods,
    brand_suppliers,
    c4ads_xinjiang,
    cbp_wro,
    crosswalk,
    csl,
    dol_tvpra,
    eu_fsf,
    founding_documents,
    ftm,
    gazetteer_xuar,
    gleif,
    gleif_bic,
    gleif_isin,
    gleif_repex,
    gleif_rr,
    hkex_securities,
    hs_codes,
    no_nbim_exclusions,
    notices,
    nport_pairs,
    ns_cmic,
    oar,
    ofac_consolidated,
    ofac_sdn,
    os_hub,
    pairing_2010,
    pairing_xuar,
    sec_10k_headers,
    sec_cusips,
    sec_ex21,
    sec_tickers,
    shu_uyghur_companies,
    szse_a_shares,
    trade_us_census,
    uflpa,
    uflpa_names_zh,
    uflpa_sector_hs,
    uflpa_sectors,
    uk_psc,
    uk_sanctions,
    un_sc,
    us_imports,
    wikirate,
    xuar_divisions_nbs,
    xuar_pinyin_codes,
    xuar_places_geonames,
    xuar_postcodes,
    xuar_prefectures,
)
from clew.sources.reading.card import load_card
from clew.sources.reading.forms import read_forms
from clew.sources.reading.specs import Spec, Steps
from clew.sources.reading.tables import Tables


class Source(Struct, frozen=True):
    """A dataset, the reader of its shipped tables (None where none ship), and the queries that prepare its published files."""

    dataset: str
    read: Callable[[Tables], Iterator[Claim]] | None = None
    steps: Steps = field(default_factory=dict)

    @property
    def card(self) -> Card:
        """The source's card."""
        return load_card(self.dataset)


SOURCES: tuple[Source, ...] = (
    Source("notices", notices.read),
    Source("uflpa", uflpa.read, uflpa.STEPS),
    Source("cbp_wro", cbp_wro.read, cbp_wro.STEPS),
    Source("bis_entity_list", bis_entity_list.read, bis_entity_list.STEPS),
    Source("ns_cmic", ns_cmic.read, ns_cmic.STEPS),
    Source("uflpa_sectors", uflpa_sectors.read),
    Source("gazetteer_xuar", gazetteer_xuar.read),
    Source("pairing_xuar", pairing_xuar.read),
    Source("founding_documents", founding_documents.read),
    Source("crosswalk", crosswalk.read),
    Source("gleif", steps=gleif.STEPS),
    Source("gleif_rr", steps=gleif_rr.STEPS),
    Source("csl", steps=csl.STEPS),
    Source("gleif_repex", steps=gleif_repex.STEPS),
    Source("gleif_isin", steps=gleif_isin.STEPS),
    Source("gleif_bic", steps=gleif_bic.STEPS),
    Source("hkex_securities", steps=hkex_securities.STEPS),
    Source("szse_a_shares", steps=szse_a_shares.STEPS),
    Source("sec_tickers", steps=sec_tickers.STEPS),
    Source("sec_cusips", steps=sec_cusips.STEPS),
    Source("nport_pairs", steps=nport_pairs.STEPS),
    Source("un_sc", steps=un_sc.STEPS),
    Source("eu_fsf", steps=eu_fsf.STEPS),
    Source("uk_sanctions", steps=uk_sanctions.STEPS),
    Source("trade_us_census", steps=trade_us_census.STEPS),
    Source("xuar_trade_facts"),
    Source("hs_codes", steps=hs_codes.STEPS),
    Source("uflpa_sector_hs", steps=uflpa_sector_hs.STEPS),
    Source("xuar_divisions_nbs", steps=xuar_divisions_nbs.STEPS),
    Source("xuar_pinyin_codes", steps=xuar_pinyin_codes.STEPS),
    Source("xuar_postcodes", steps=xuar_postcodes.STEPS),
    Source("xuar_places_geonames", steps=xuar_places_geonames.STEPS),
    Source("xuar_prefectures", steps=xuar_prefectures.STEPS),
    Source("pairing_2010", steps=pairing_2010.STEPS),
    Source("bis_meu", steps=bis_meu.STEPS),
    Source("bods", steps=bods.STEPS),
    Source("os_hub", steps=os_hub.STEPS),
    Source("oar", steps=oar.STEPS),
    Source("brand_suppliers", steps=brand_suppliers.STEPS),
    Source("wikirate", steps=wikirate.STEPS),
    Source("us_imports", steps=us_imports.STEPS),
    Source("ofac_sdn", steps=ofac_sdn.STEPS),
    Source("ofac_consolidated", steps=ofac_consolidated.STEPS),
    Source("uk_psc", steps=uk_psc.STEPS),
    Source("dod_1260h"),
    Source("fcc_covered"),
    Source("ndaa_889"),
    Source("dol_tvpra", steps=dol_tvpra.STEPS),
    Source("aspi_brands", steps=aspi_brands.STEPS),
    Source("uflpa_additions"),
    Source("uflpa_names_zh", steps=uflpa_names_zh.STEPS),
    Source("wro_dates"),
    Source("sec_ex21", steps=sec_ex21.STEPS),
    Source("sec_10k_headers", steps=sec_10k_headers.STEPS),
    Source("ftm", steps=ftm.STEPS),
    Source("shu_uyghur_companies", steps=shu_uyghur_companies.STEPS),
    Source("c4ads_xinjiang", steps=c4ads_xinjiang.STEPS),
    Source("no_nbim_exclusions", steps=no_nbim_exclusions.STEPS),
)


@cache
def load_spec(dataset: str) -> Spec:
    """What reads the published files of a source that ships.

    Raises:
        PackError: its card is missing or malformed; all faults are named.
    """
    source = next(source for source in SOURCES if source.dataset == dataset)
    return Spec(source.card, read_forms(files("clew") / "sources" / dataset / "card.toml"), source.steps)
