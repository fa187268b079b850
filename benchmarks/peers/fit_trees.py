"""Fit trees to a lesson: `python fit_trees.py <lesson.npz> <trees.csv>`, in the environment of the peers."""

import csv
import sys
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

_FEWEST, _SMOOTH = 50, 4.0


def main() -> int:
    """Fit, and write one row a node: see `clew.names.model.load_trees`."""
    lesson = np.load(sys.argv[1])
    trees, leaves, step = lesson["growth"].tolist()
    model = HistGradientBoostingClassifier(
        max_iter=int(trees),
        learning_rate=step,
        max_leaf_nodes=int(leaves),
        min_samples_leaf=_FEWEST,
        l2_regularization=_SMOOTH,
        monotonic_cst=lesson["monotone"].tolist(),
        early_stopping=False,
        random_state=0,
    ).fit(lesson["figures"], lesson["same"], sample_weight=lesson["weights"])
    names = [str(name) for name in lesson["names"]]
    with Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["tree", "node", "figure", "most", "then", "otherwise", "value"])
        out.writerow([0, 0, "", "", "", "", f"{float(model._baseline_prediction.ravel()[0]):.6g}"])  # noqa: SLF001 - it has no public name
        for tree, (predictor,) in enumerate(model._predictors, start=1):  # noqa: SLF001 - as above
            for at, node in enumerate(predictor.nodes):
                if node["is_leaf"]:
                    out.writerow([tree, at, "", "", "", "", f"{float(node['value']):.5g}"])
                else:
                    out.writerow(
                        [
                            tree,
                            at,
                            names[node["feature_idx"]],
                            f"{float(node['num_threshold']):.6g}",
                            int(node["left"]),
                            int(node["right"]),
                            "",
                        ]
                    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
