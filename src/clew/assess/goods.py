"""What may be said of the goods along a path of supply."""

from collections.abc import Sequence

from clew.pack.goods import Continuity, Goods
from clew.trace.goods import continuity


def goods_words(goods: Goods, bought: Sequence[str]) -> str:
    """Whether the goods along a path are of one product; "" where nothing is bought on it.

    Args:
        goods: the lines of goods.
        bought: line of goods of each link of supply, from the issuer on; "" where it is not known.
    """
    if not bought:
        return ""
    named = [goods.named[line] for line in bought if line]
    if not named:
        return "The goods along the path are unknown: no link says which."
    chain = " ← ".join(goods.named[line] if line else "unknown" for line in bought)
    if continuity(goods, bought) is Continuity.COMPATIBLE:
        return f"The goods along the path may be of one product: {chain}." if len(bought) > 1 else f"The goods bought: {chain}."
    told = (
        f"{len(named)} of {len(bought)} links say which goods" if len(named) < len(bought) else "some of these are used in almost anything"
    )
    return f"Whether the goods along the path are of one product is unknown: {chain} ({told})."
