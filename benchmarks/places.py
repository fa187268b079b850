"""Locating addresses in bulk: a million synthetic ones, most of them elsewhere in the world, in one engine of 1 GB and two threads.

Usage: ./run bench places [--addresses 1000000] [--share 0.005]

`--share` is the part that lies in the region: 1 shows the worst case, in which the filter leaves nothing out.
Memory is the peak resident size of the whole process, the table of addresses included.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator

from clew.engine.duck import DuckEngine
from clew.engine.port import Limits
from clew.resolve.places import ADDRESS, locate_addresses, shipped_gazetteer
from clew.values.places import Gazetteer

_SEED = 20261128
_NAMESAKES = 0.01
"""Part of the addresses that name a place of the region and are elsewhere: they pass the filter, and the rule must refuse them."""
_KIB = 1024 if sys.platform != "darwin" else 1024 * 1024
_WORDS = ("Amber", "Birch", "Calle Mayor", "Rue de l’Église", "Hauptstraße", "Şişli", "Filippi", "Militar", "Kashira", "Via Roma", "Delta")
_CITIES = (
    ("Shanghai 200040", "CN"),
    ("München 80331", "DE"),
    ("İzmir 35210", "TR"),
    ("Boise ID 83400", "US"),
    ("Lyon 69001", ""),
    ("上海市徐汇区淮海中路", "CN"),
    ("東京都杉並区和田", "JP"),
    ("Guangzhou 510000", "CN"),
    ("Ho Chi Minh", "VN"),
    ("Москва 119261", "RU"),
)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--addresses", type=int, default=1_000_000, help="how many addresses")
    parser.add_argument("--share", type=float, default=0.005, help="part of them that lies in the region")
    options = parser.parse_args()
    known = shipped_gazetteer()
    engine = DuckEngine(Limits(memory="1GB", threads=2))
    engine.load("address", ADDRESS, list(_addresses(options.addresses, options.share, known)))
    begun = time.perf_counter()
    locate_addresses(engine, known)
    seconds = time.perf_counter() - begun
    found = engine.fetch("SELECT count(*) FROM located")[0][0]
    tried = engine.fetch("SELECT count(*) FROM place_candidate")[0][0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB
    print(f"{options.addresses:,} addresses: {seconds:.2f} s (aim 10 s), {tried:,} texts past the filter, {found:,} located, {peak:.0f} MB")
    return 0


def _addresses(count: int, share: float, known: Gazetteer) -> Iterator[tuple[str, str, str, str]]:
    """Rows of `address`."""
    chance = random.Random(_SEED)
    places = sorted(known.places.values(), key=lambda place: place.key)
    for number in range(count):
        street = f"{chance.choice(_WORDS)} {number % 9_973}, Building {chance.randrange(99)}"
        if chance.random() < share:
            yield str(number), f"{street}, {chance.choice(chance.choice(places).names)}, Xinjiang", "CN", "address"
        elif chance.random() < _NAMESAKES:
            yield str(number), f"上海市徐汇区乌鲁木齐中路{number}号", "CN", "address"
        else:
            city, country = chance.choice(_CITIES)
            yield str(number), f"{street}, {city}", country, "address"


if __name__ == "__main__":
    raise SystemExit(main())
