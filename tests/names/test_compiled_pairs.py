import json
import subprocess
import sys

import pytest

from clew.names.compiled import COMPILED
from clew.names.pairs import compare_pairs

NAMES = [
    *("Kelp Harbour Loom Inc.", "Kelp Harbour Looms, Incorporated", "Harbour Kelp-Loom 2 Ltd", "Kelp Harbour Holdings Group", "KHL"),
    *(
        "上海示例灯笼贸易有限公司",
        "Shanghai Shili Denglong Trading Co., Ltd.",
        "Example Lantern (Shanghai) Trade",
        "示例灯笼集团",
        "SL",
        "",
    ),
]
PAIRS = 2 * [(one, other) for one in NAMES for other in NAMES]
"""More than are compared by plain Python anyway."""
WITHOUT = """
import json, sys
sys.modules["numba"] = None
from clew.names.compiled import COMPILED
from clew.names.pairs import compare_pairs
assert not COMPILED
found = compare_pairs(*zip(*json.load(sys.stdin)))
print(json.dumps([found.score.tolist(), found.codes.tolist()]))
"""


@pytest.mark.skipif(not COMPILED, reason="numba is not installed: there is nothing to compare with")
def test_pairs_have_the_same_scores_and_verdicts_with_and_without_numba() -> None:
    told = subprocess.run([sys.executable, "-c", WITHOUT], input=json.dumps(PAIRS), capture_output=True, text=True, check=True).stdout
    scores, codes = json.loads(told)
    found = compare_pairs([one for one, _ in PAIRS], [other for _, other in PAIRS])
    assert (found.score.tolist(), found.codes.tolist()) == (scores, codes)
