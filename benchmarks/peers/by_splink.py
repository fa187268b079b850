"""Splink on names alone: spelling (Jaro-Winkler), first word with the frequency of its value, and the share of words that both have.

The pairs are what it blocks on. It is trained as its documentation says where there are no labels: u by random sampling, m by expectation
maximisation on the pairs themselves.
"""

from collections.abc import Sequence
from importlib.metadata import version

import pandas as pd
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from rapidfuzz import utils
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from name_task import Contestant

_SAMPLED = 1e6
_SEED = 20261122


def _table(names: Sequence[str]) -> pd.DataFrame:
    """One row a name."""
    plain = [utils.default_process(name) for name in names]
    words = [name.split() for name in plain]
    return pd.DataFrame(
        {
            "unique_id": range(len(names)),
            "pair": range(len(names)),
            "name": plain,
            "first_word": [found[0] if found else "" for found in words],
            "words": [sorted(set(found)) for found in words],
        }
    )


def _shared(share: float) -> cll.CustomLevel:
    """So large a share of the words of both is shared."""
    both, either = "len(list_intersect(words_l, words_r))", "greatest(1, len(list_distinct(list_concat(words_l, words_r))))"
    return cll.CustomLevel(f"{both} / {either} >= {share}", f"{share:.0%} of the words are shared")


def score(left: Sequence[str], right: Sequence[str]) -> list[float]:
    """Splink's probability of each pair."""
    settings = SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[block_on("pair")],
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.98, 0.94, 0.88, 0.8]),
            cl.ExactMatch("first_word").configure(term_frequency_adjustments=True),
            cl.CustomComparison([cll.NullLevel("words"), *map(_shared, (1.0, 0.75, 0.5, 0.25)), cll.ElseLevel()], "words"),
        ],
        probability_two_random_records_match=0.5,
    )
    linker = Linker([_table(left), _table(right)], settings, DuckDBAPI(), set_up_basic_logging=False)
    linker.training.estimate_u_using_random_sampling(max_pairs=_SAMPLED, seed=_SEED)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("pair"), fix_probability_two_random_records_match=True)
    rows = linker.inference.predict().as_record_dict()
    known = {int(row["unique_id_l"]): float(row["match_probability"]) for row in rows}
    return [known[at] for at in range(len(left))]


CONTESTANT = Contestant("Splink on names alone", version("splink"), score, None)
