"""sparse_dot_topn: cosine of weighted groups of three letters (scikit-learn's TF-IDF), the usual recipe for names."""

from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sparse_dot_topn import sp_matmul_topn

from name_task import Contestant, Look


def _vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), lowercase=True, strip_accents="unicode", dtype=np.float32)


def score(left: Sequence[str], right: Sequence[str]) -> list[float]:
    """A score for each pair; weights are those of the names at hand."""
    weigh = _vectorizer().fit([*left, *right])
    return [float(one) for one in np.asarray(weigh.transform(left).multiply(weigh.transform(right)).sum(axis=1)).ravel()]


def index(names: Sequence[str]) -> Look:
    """Names as rows of weights."""
    weigh = _vectorizer()
    known = weigh.fit_transform(names).T.tocsr()

    def look(queries: Sequence[str], top: int) -> list[list[tuple[int, float]]]:
        """The best of each query; names of the same score in their order."""
        best = sp_matmul_topn(weigh.transform(queries), known, top_n=top, threshold=0.0, sort=True, n_threads=2)
        found: list[list[tuple[int, float]]] = []
        for at in range(best.shape[0]):
            part = slice(best.indptr[at], best.indptr[at + 1])
            rows = [(int(row), float(near)) for row, near in zip(best.indices[part], best.data[part], strict=True)]
            found.append(sorted(rows, key=lambda one: (-one[1], one[0])))
        return found

    return look


CONTESTANT = Contestant("sparse_dot_topn, TF-IDF of three letters", version("sparse-dot-topn"), score, index)
