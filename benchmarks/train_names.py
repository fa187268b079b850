"""Train the trees by which figures of two names become a probability, and write them into the packs.

Usage: ./run bench train_names [--data FOLDER] [--only same_script|cross_script]

What is learnt from says `name_lessons`. Trees are gradient-boosted (scikit-learn's HistGradientBoostingClassifier, of the project of
peers), small, and monotone in every figure of which it is known which way it speaks: more that agrees never makes a pair less probable.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np

from clew.names.cross_script import FIGURES as CROSS
from clew.names.same_script import FIGURES as SAME
from name_lessons import Lesson, cross_script, same_script
from peer_project import FOLDER, PYTHON, install

_PACKS = Path(__file__).parents[1] / "src" / "clew" / "packs" / "names"
_FOR_SAME = (*("share_both", "share_one", "forms_agree", "first_agrees", "best_brand", "beginning", "initials", "sound", "letters"),)
_AGAINST_SAME = (
    *("slips", "rarest_both", "rarest_one", "numbers_differ", "number_more", "brand_both", "brand_one", "activity_both", "entity_both"),
    *("places_differ", "forms_differ", "disorder", "no_brand"),
)
_FOR_CROSS = (
    *("latin_share", "han_share", "latin_brand", "han_brand", "latin_activity", "han_activity", "places", "sound", "initial_agrees"),
    *("initials", "best_brand", "longest", "pieced", "pieced_letters", "consonants", "rarest_agrees"),
)
_AGAINST_CROSS = (
    *("places_differ", "place_more", "rarest", "entity_both", "number_more", "disorder", "spelt_left", "nearly_spelt", "activity_both"),
)
_GROWTH = {"same_script": (110, 12, 0.13), "cross_script": (260, 8, 0.07)}
"""Trees, leaves of each, and how much each adds. Across scripts, many small ones put the right translation first more often."""


def main() -> int:
    """Train both models and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("CLEW_SHARED_DATA", "../shared/data")), help="folder of shared data"
    )
    parser.add_argument("--only", choices=list(_GROWTH), help="one set of trees alone")
    options = parser.parse_args()
    install("letters")
    for name, figures, lesson, ways in (
        ("same_script", SAME, same_script, (_FOR_SAME, _AGAINST_SAME)),
        ("cross_script", CROSS, cross_script, (_FOR_CROSS, _AGAINST_CROSS)),
    ):
        if options.only not in {None, name}:
            continue
        begun = time.perf_counter()
        learnt = lesson(options.data)
        made = time.perf_counter() - begun
        _train(name, figures, learnt, ways)
        rows, share = len(learnt.same), float(learnt.same.mean())
        taken = time.perf_counter() - begun - made
        print(f"{name}: {rows:,} pairs, {share:.1%} of them one company's; made in {made:.0f} s, trained in {taken:.0f} s")
    return 0


def _train(name: str, figures: tuple[str, ...], lesson: Lesson, ways: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    """Have the peers' project fit trees, and write them."""
    monotone = np.array([(figure in ways[0]) - (figure in ways[1]) for figure in figures], np.int64)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lesson.npz"
        pairs = {"figures": lesson.figures, "same": lesson.same, "weights": lesson.weights}
        np.savez(path, monotone=monotone, names=np.array(figures), growth=np.array(_GROWTH[name]), allow_pickle=False, **pairs)
        subprocess.run([str(PYTHON), str(FOLDER / "fit_trees.py"), str(path), str(_PACKS / f"{name}.csv")], check=True)


if __name__ == "__main__":
    raise SystemExit(main())
