"""Goods: under which HS codes loaded sources report shipments and supply of an issuer. They make sector signals, and no finding."""

from collections.abc import Iterable, Mapping

from clew.assess.sectors import Traded
from clew.engine.port import Engine
from clew.work.release import Release

_GOODS = """
SELECT c.cluster_id, h.value, h.dataset, count(DISTINCT h.entity_id)
FROM claims h
JOIN claims e ON e.entity_id = h.entity_id AND e.prop IN ('shipper', 'consignee', 'supplier', 'customer')
JOIN cluster c ON c.entity_id = e.value
JOIN wanted_goods w ON w.cluster_id = c.cluster_id
WHERE h.prop = 'hsCode' AND h.schema IN ('Shipment', 'SupplyLink') AND h.stated_on <= {as_of}
GROUP BY c.cluster_id, h.value, h.dataset
ORDER BY c.cluster_id, h.value, h.dataset
"""


def read_goods(engine: Engine, release: Release, clusters: Iterable[str]) -> Mapping[str, tuple[Traded, ...]]:
    """Issuer → the codes of its shipments, of sources in force; nothing is read where no source has goods."""
    titles = {one.version.dataset: one.card.short for one in release.snapshots if "goods" in one.card.shows}
    if not titles:
        return {}
    engine.load("wanted_goods", {"cluster_id": "VARCHAR"}, [(cluster,) for cluster in sorted(set(clusters)) if cluster])
    found: dict[str, list[Traded]] = {}
    for cluster, code, dataset, count in engine.fetch(_GOODS.format(as_of=f"'{release.as_of}'")):
        title = titles.get(str(dataset), str(dataset))
        found.setdefault(str(cluster), []).append(Traded(str(code).replace(".", ""), title, int(count or 0)))
    return {cluster: tuple(codes) for cluster, codes in found.items()}
