"""How alike a coined brand sounds to the pinyin of a Chinese one: Narada to nandu, Fingu to fangu. Kernels over arrays of code points."""

import numpy as np

from clew.names.alikeness import Letters
from clew.names.compiled import compiled

_VOWEL, _RELATED, _OTHER = 0.35, 0.4, 1.0
"""What it costs to change a vowel for another, a consonant for one of its kind, and a letter for any."""
_LIGHT, _HEAVY = 0.3, 0.7
"""What it costs to add or leave out a letter: a vowel, g or h, by which spellings of one sound differ; any other."""
_KINDS = np.array([0, 3, 1, 4, 0, 5, 1, 5, 0, 2, 1, 6, 7, 7, 0, 3, 1, 6, 2, 4, 0, 5, 5, 2, 0, 2], np.int64)
"""Of each letter from a to z, its kind: 0 a vowel; 1 c g k q; 2 j s x z; 3 b p; 4 d t; 5 f h v w; 6 l r; 7 m n."""
_A, _Z, _G, _H = 97, 122, 103, 104
_LONGEST = 24


@compiled
def sounds_alike(a: Letters, b: Letters) -> float:
    """1 for the same sound, 0 or less for nothing alike: an edit distance in which related sounds are near, by the longer of the two."""
    n, m = min(len(a), _LONGEST), min(len(b), _LONGEST)
    rows = np.zeros((2, _LONGEST + 1), np.float64)
    for j in range(1, m + 1):
        rows[0, j] = rows[0, j - 1] + _weight(b[j - 1])
    for i in range(1, n + 1):
        last, row = (i - 1) % 2, i % 2
        rows[row, 0] = rows[last, 0] + _weight(a[i - 1])
        for j in range(1, m + 1):
            kept = rows[last, j - 1] + _change(a[i - 1], b[j - 1])
            rows[row, j] = min(kept, rows[last, j] + _weight(a[i - 1]), rows[row, j - 1] + _weight(b[j - 1]))
    return 1.0 - rows[n % 2, m] / (_HEAVY * max(n, m)) if n and m else 0.0


@compiled
def _kind(letter: int) -> int:
    """The kind of a letter, see `_KINDS`; -1 of what is no letter from a to z."""
    return int(_KINDS[letter - _A]) if _A <= letter <= _Z else -1


@compiled
def _weight(letter: int) -> float:
    """What it costs to add a letter or to leave it out."""
    return _LIGHT if _kind(letter) == 0 or letter in {_G, _H} else _HEAVY


@compiled
def _change(x: int, y: int) -> float:
    """What it costs to change a letter for another; nothing for the same."""
    if x == y:
        return 0.0
    one, other = _kind(x), _kind(y)
    if one == 0 and other == 0:
        return _VOWEL
    return _RELATED if one == other and one > 0 else _OTHER
