"""The other paths between a finding's company and its evidence."""

from dataclasses import dataclass

from clew.model.screening import PathLink


@dataclass(frozen=True, slots=True)
class Way:
    """Another path from a finding's company to its evidence, the confidence of all its links together, and whether it is historical."""

    path: tuple[PathLink, ...]
    confidence: float
    historical: bool
