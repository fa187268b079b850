"""What the comparing of names is learnt from: pairs of real names whose answer is known, by figures.

Latin names are those of half 0 of the LEI register (`name_register`); the benchmark measures on the other half. Chinese names are those
of the exchange's list whose code is no multiple of five; the benchmark measures on the others.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import opencc
from msgspec import Struct
from numpy.typing import NDArray

from clew.names.coded import spoken, units
from clew.names.cross_script import FIGURES as CROSS
from clew.names.cross_script import compare_cross
from clew.names.pairs import Rows, table_of
from clew.names.parsing import parse_name
from clew.names.parts import Kind, Name, Part, Script
from clew.names.same_script import FIGURES as SAME
from clew.names.same_script import compare_same
from clew.names.searching import NameIndex
from clew.names.vocabulary import Vocabulary
from clew.names.words import shipped_words
from name_chinese import Listed, listed
from name_held_out import FOURTHS, fourth_of, support, without
from name_noise import spoiled
from name_register import half
from name_sets import english_pairs

_SEED = 11
_HELD, _EACH_WAY, _PAIRS, _NEAREST, _AS_IT_IS = 6000, 1500, 20_000, 8, 3000
_RANDOM = 15
_OFFICIAL = 3.0
"""What a pair of an official English name weighs beside one that was made up: of these a letter or a rule decides, of those judgement."""


class Lesson(Struct, frozen=True):
    """Figures of pairs, one row a pair; whether each is one company's; and how much each weighs."""

    figures: NDArray[np.float32]
    same: NDArray[np.bool_]
    weights: NDArray[np.float64]


def _joined(lessons: Sequence[Lesson]) -> Lesson:
    figures, same, weights = zip(*((one.figures, one.same, one.weights) for one in lessons), strict=True)
    return Lesson(np.concatenate(figures), np.concatenate(same), np.concatenate(weights))


def same_script(data: Path) -> Lesson:
    """Pairs in one script: spoiled names and names that are not there, each against those that come near; hard pairs; Chinese names."""
    draw = random.Random(_SEED)
    names = sorted(set(half(0)))
    draw.shuffle(names)
    held, base = names[:_HELD], names[_HELD:]
    queries = spoiled(base, [], (_EACH_WAY, 0), _SEED)
    index = NameIndex.build([(str(at), name) for at, name in enumerate(base)])
    asked = [*(one.text for one in queries), *held]
    owners = np.array([*(one.owner for one in queries), *([-1] * len(held))])
    words = shipped_words()
    hard = english_pairs(half(0), _PAIRS)
    plain = [(name, draw.choice((name, name.upper())), True) for name in draw.sample(base, _AS_IT_IS)]
    chinese = list(_chinese_pairs(_taught(data)))
    return _joined(
        [
            _nearest(index, asked, owners),
            _of_pairs([*((one.left, one.right, one.same) for one in hard), *plain, *chinese], words),
        ]
    )


def _nearest(index: NameIndex, asked: Sequence[str], owners: Rows) -> Lesson:
    """Each query against the names that come nearest, and against the one that it was made of."""
    table = table_of([parse_name(one, index.known) for one in asked], index.known)
    one, other, cosines = index.near(table)
    order = np.lexsort((-cosines, one))
    one, other = one[order], other[order]
    rank = np.arange(len(one)) - np.searchsorted(one, one)
    kept = (rank < _NEAREST) | (owners[one] == other)
    one, other = one[kept], other[kept]
    figures = np.zeros((len(one), len(SAME)), np.float32)
    compare_same(table.units, index.table.units, one, other, figures)
    return Lesson(figures, owners[one] == other, np.ones(len(one)))


def _of_pairs(pairs: Sequence[tuple[str, str, bool]], words: Vocabulary) -> Lesson:
    """Pairs as they are given."""
    coded = units([parse_name(name, words) for left, right, _ in pairs for name in (left, right)], words)
    rows = np.arange(len(pairs), dtype=np.int64) * 2
    figures = np.zeros((len(pairs), len(SAME)), np.float32)
    compare_same(coded, coded, rows, rows + 1, figures)
    return Lesson(figures, np.array([same for _, _, same in pairs]), np.ones(len(pairs)))


def _taught(data: Path) -> list[Listed]:
    return [one for one in listed(data) if not one.unseen]


def _chinese_pairs(companies: Sequence[Listed]) -> Iterator[tuple[str, str, bool]]:
    """Chinese names against themselves as others write them, and against those that come near."""
    words, traditional = shipped_words(), opencc.OpenCC("s2t")
    index = NameIndex.build([(one.code, one.chinese) for one in companies])
    for one, hits in zip(companies, index.search([one.chinese for one in companies], _NEAREST), strict=True):
        parts = parse_name(one.chinese, words).parts
        body = [part for part in parts if part.kind is not Kind.FORM]
        yield one.chinese, str(traditional.convert(one.chinese)), True
        yield "".join(part.text for part in body), one.chinese, True
        if len(body) > 2 and body[0].kind is Kind.PLACE:  # noqa: PLR2004 - something must be left
            yield "".join(part.text for part in body[1:]), one.chinese, True
        yield from ((one.chinese, hit.name, False) for hit in hits if hit.id != one.code)


def cross_script(data: Path) -> Lesson:
    """A Latin and a Chinese name: official pairs, and Chinese names in pinyin and in plain translation, against those that come near.

    Each fourth of the companies by words of which none is known by that fourth alone, see `name_held_out`.
    """
    companies = _taught(data)
    told = support(companies)
    return _joined([_of_fourth(companies, fourth, without(shipped_words(), told, fourth)) for fourth in FOURTHS])


def _of_fourth(companies: Sequence[Listed], fourth: int, words: Vocabulary) -> Lesson:
    """Latin names of one fourth of the companies against Chinese names of all."""
    mixed = list(_mixed([parse_name(one.chinese, words) for one in companies], half(0)))
    names = [parse_name(text, words) for text in (*(one.chinese for one in companies), *(chinese for chinese, _, _ in mixed))]
    ours = [at for at, one in enumerate(companies) if fourth_of(one) == fourth]
    written = [(companies[at].english, at) for at in ours]
    official = len(written)
    written += [(latin, at) for at, (_, latin, of) in enumerate(mixed, start=len(companies)) if fourth_of(companies[of]) == fourth]
    written += [(text, at) for at in ours for text in _spelt(names[at], random.Random(at))]
    latin, owners = [parse_name(text, words) for text, _ in written], np.array([at for _, at in written])
    pairs = _paired(latin, names, owners, words)
    figures = np.zeros((len(pairs), len(CROSS)), np.float32)
    kept = [name if name.script is Script.LATIN else Name("", "", Script.NONE, ()) for name in latin]
    compare_cross(units(kept, words), spoken(names, words), pairs[:, 0].copy(), pairs[:, 1].copy(), figures)
    return Lesson(figures, owners[pairs[:, 0]] == pairs[:, 1], np.where(pairs[:, 0] < official, _OFFICIAL, 1.0))


def _paired(latin: Sequence[Name], names: Sequence[Name], owners: Rows, words: Vocabulary) -> Rows:
    """Each Latin name with the Chinese names that come near it, with its own, and with some at random."""
    index = NameIndex.build([(str(at), name.written) for at, name in enumerate(names)], words)
    one, other, _ = index.near(table_of(latin, words))
    rows = np.arange(len(latin))
    further = np.random.default_rng(_SEED).integers(0, len(names), (len(latin), _RANDOM))
    one, other = np.concatenate([one, np.repeat(rows, _RANDOM), rows]), np.concatenate([other, further.ravel(), owners])
    return np.unique(np.stack([one, other], 1), axis=0)


def _mixed(names: Sequence[Name], words: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Chinese names whose brand is a Latin word, with their English names: of every fourth, and its row, with a word of a register."""
    draw = random.Random(_SEED)
    for at, name in list(enumerate(names))[::4]:
        word = draw.choice(words).split()[0].upper()
        if word.isalpha() and word.isascii():
            body = [part for part in name.parts if part.kind not in {Kind.BRAND, Kind.FORM}]
            heads = [part for part in body if part.kind is Kind.PLACE and draw.random() < 1 / 2]
            rest = [part for part in body if part.kind is not Kind.PLACE]
            chinese = "".join([*(part.text for part in heads), word, *(part.text for part in rest), "有限公司"])
            yield (
                chinese,
                " ".join([*(_rendered(part, draw) for part in heads), word, *(_rendered(part, draw) for part in rest), "Co., Ltd."]),
                at,
            )


def _spelt(name: Name, draw: random.Random) -> Iterator[str]:
    """A Chinese name as lists and suppliers write it in letters."""
    parts = [part for part in name.parts if part.kind is not Kind.FORM]
    yield " ".join("".join(part.syllables).capitalize() or part.text for part in parts) + " Co., Ltd."
    yield " ".join(_rendered(part, draw) for part in parts) + " Co., Ltd."
    if draw.random() < 1 / 3:
        yield " ".join(" ".join(part.syllables) or part.text for part in name.parts)


def _rendered(part: Part, draw: random.Random) -> str:
    if part.renderings and part.kind is not Kind.BRAND:
        return " ".join(draw.choice(part.renderings[:3])).title()
    return "".join(part.syllables).capitalize() or part.text
