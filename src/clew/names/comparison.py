"""Two names, part against part: the probability that they are one company's, the verdict, and the reasons in one sentence."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct, field

from clew.names.answered import answer, table
from clew.names.coded import words_of
from clew.names.compiled import interpreted
from clew.names.cross_script import FIGURES, compare_cross
from clew.names.explained import INITIALS, MEANING, NEARLY, PINYIN, WORDS, Found, explain, found
from clew.names.initials import abbreviate
from clew.names.pairs import Table, Verdict, compare_rows, table_of
from clew.names.parsing import parse_name
from clew.names.parts import Kind, Name, Part
from clew.names.text import LONGEST
from clew.names.vocabulary import Vocabulary
from clew.names.words import shipped_words

OF_COMPANIES = ("lei", "uscc", "cik", "registration")
"""Identifiers of companies, of which one company has one: two that differ are two companies."""
OF_SECURITIES = ("isin", "cusip", "sedol", "figi")
"""Identifiers of securities, of which one company may have many: the same one is the same issuer, two that differ say nothing."""
_NEAR_TO_CERTAIN = 0.999
_SILENT = {Kind.FORM, Kind.FILLER}
_HOW = {PINYIN: "pinyin", NEARLY: "sound", MEANING: "meaning", INITIALS: "initials"}
_SPACED = "The names have the same letters, with other spaces between them."
_TOO_LITTLE = "One of the names says too little to be compared: no brand and no activity is left beside legal form, place and number"
_SAYS = {
    "spelling": "is spelt nearly as",
    "pinyin": "is the pinyin of",
    "sound": "is nearly the pinyin of",
    "meaning": "is English for",
    "initials": "has the initials of",
    "pieces": "is put together of English and pinyin of",
    "consonants": "has the consonants, in their order, of the pinyin of",
}
_PIECED, _CONSONANT = FIGURES.index("pieced"), FIGURES.index("consonants")
_MOSTLY, _WHOLE = 0.6, 1.0
"""The share of a brand's letters that are put together of pieces, and of its syllables whose consonants agree, that is worth a reason."""


class Party(Struct, frozen=True):
    """One side of a comparison.

    Attributes:
        name: as it is written.
        identifiers: kind → value, of `OF_COMPANIES` and `OF_SECURITIES`, in their normal form.
        country: ISO 3166 code of where the company is registered; "" where that is not known.
    """

    name: str
    identifiers: Mapping[str, str] = field(default_factory=dict)
    country: str = ""


class Match(Struct, frozen=True):
    """A part of the left name and a part of the right that say the same; one of them is None where nothing answers.

    Attributes:
        how: `same`, `spelling`, `pinyin`, `sound`, `meaning` or `initials`; of brands that none of these joins, `pieces` or `consonants`;
            "" where nothing answers.
    """

    left: Part | None
    right: Part | None
    how: str = ""


class Comparison(Struct, frozen=True):
    """What was found of two names.

    Attributes:
        left, right: the names with their parts.
        score: the probability that both are one company's, 0 to 1.
        verdict: what may be said.
        why: the reasons, in one sentence.
        matches: part by part, those of the left name first, then what is left over of the right.
    """

    left: Name
    right: Name
    score: float
    verdict: Verdict
    why: str
    matches: tuple[Match, ...]


def compare(left: str | Party, right: str | Party, known: Vocabulary | None = None) -> Comparison:
    """Compare two companies by what is known of them: identifiers decide before names, and what conflicts caps the verdict.

    The order of the two makes no difference to the score or the verdict. The same identifier says that they are one, however they are
    called; two identifiers of which a company has one alone say that they are not: then names can make them related at most. Two countries
    cap *same* to *possibly same*. Names of which too little can be read are never compared.
    """
    one, other = (side if isinstance(side, Party) else Party(side) for side in (left, right))
    words = known or shipped_words()
    names = table_of([parse_name(one.name, words), parse_name(other.name, words)], words)
    zero, first = np.zeros(1, np.int64), np.ones(1, np.int64)
    with interpreted():
        scores = compare_rows(names, zero, names, first)
        score, verdict = float(scores.score[0]), scores.verdict[0]
        matches = () if verdict is Verdict.TOO_LITTLE else tuple(matched(names, 0, names, 1, words))
    score, verdict, said = _with_facts(one, other, score, verdict)
    why = said or (_SPACED if matches and _spaced(names, matches) else sentence(matches, verdict))
    return Comparison(names.names[0], names.names[1], score, verdict, why, matches)


def _spaced(names: Table, matches: Sequence[Match]) -> bool:
    """Whether the two names are the same letters, and yet no words that tell anything agree: they are cut otherwise."""
    agree = any(match.left and match.right and match.left.kind not in _SILENT for match in matches)
    return bool(names.whole[0] == names.whole[1] != 0 and not agree)


def _with_facts(left: Party, right: Party, score: float, verdict: Verdict) -> tuple[float, Verdict, str]:
    """Score and verdict after identifiers and countries were heard; and what they say, where they decide."""
    for kind in (*OF_COMPANIES, *OF_SECURITIES):
        a, b = left.identifiers.get(kind, ""), right.identifiers.get(kind, "")
        if a and a == b:
            return max(score, _NEAR_TO_CERTAIN), Verdict.SAME, f"Both have the {kind.upper()} {a}."
    for kind in OF_COMPANIES:
        a, b = left.identifiers.get(kind, ""), right.identifiers.get(kind, "")
        if a and b:
            lower = Verdict.RELATED if verdict in {Verdict.SAME, Verdict.POSSIBLE, Verdict.RELATED} else verdict
            return min(score, 1 - _NEAR_TO_CERTAIN), lower, f"They have two of what a company has one: {kind.upper()} {a} and {b}."
    if left.country and right.country and left.country != right.country:
        capped = Verdict.POSSIBLE if verdict is Verdict.SAME else verdict
        if capped is not verdict:
            return score, capped, f"The names agree, but they are registered in two countries, {left.country} and {right.country}."
    return score, verdict, ""


class _Side(NamedTuple):
    """One name of a table: of many names each is parsed anew when it is asked for, so it is asked for once."""

    table: Table
    row: int
    name: Name


def matched(left: Table, i: int, right: Table, j: int, known: Vocabulary) -> list[Match]:
    """Which parts of name i of `left` and name j of `right` say the same, as the score has it."""
    one, other = _Side(left, i, left.names[i]), _Side(right, j, right.names[j])
    if left.han[i] == right.han[j]:
        return _same_script(one, other, known)
    if right.han[j]:
        return _cross_script(one, other, known)
    return _mirrored(_cross_script(other, one, known))


def _mirrored(matches: Iterable[Match]) -> list[Match]:
    """The same, seen from the other side: matches first, in the order of the new left side."""
    return [Match(match.right, match.left, match.how) for match in sorted(matches, key=lambda match: match.right is None)]


def _parts(name: Name, known: Vocabulary) -> list[Part]:
    """The part to which each word of a name belongs, in the order in which words are compared."""
    return [part for part in name.parts for _ in words_of(part, known)]


def _same_script(left: _Side, right: _Side, known: Vocabulary) -> list[Match]:
    """Matches of two names in one script."""
    if _abbreviates(left, right):
        return _initials(left.name, right.name)
    if _abbreviates(right, left):
        return _mirrored(_initials(right.name, left.name))
    work = table()
    answer(left.table.units, left.row, right.table.units, right.row, work)
    one, other = _parts(left.name, known), _parts(right.name, known)
    pairs = {(at, int(to)) for at, to in enumerate(work.to[: work.sizes[0]]) if to >= 0}
    found_: dict[tuple[int, int], Match] = {}
    for at, to in sorted(pairs):
        alike = one[at].key == other[to].key or one[at].text == other[to].text
        found_[id(one[at]), id(other[to])] = Match(one[at], other[to], "same" if alike else "spelling")
    matches = list(found_.values())
    told = {id(part) for match in matches for part in (match.left, match.right)}
    rest = [Match(part, None) for part in left.name.parts if id(part) not in told]
    return [*matches, *rest, *(Match(None, part) for part in right.name.parts if id(part) not in told)]


def _abbreviates(short: _Side, long: _Side) -> bool:
    """Whether a name is the initials of another."""
    return bool(abbreviate(short.table.short[[short.row]], long.table.long[[long.row]]).any())


def _initials(short: Name, long: Name) -> list[Match]:
    """Matches of a name that is the initials of another: its one word with every word of the other, and legal forms of one kind."""
    word = next(part for part in short.parts if part.kind not in _SILENT)
    telling = [part for part in long.parts if part.kind not in _SILENT]
    if len(word.text) > sum(len(part.text.split()) for part in telling):
        telling.append(next(part for part in reversed(long.parts) if part.kind is Kind.FORM))
    forms = {part.key: part for part in reversed(long.parts) if part.kind in _SILENT and part not in telling}
    rest = [(part, forms.pop(part.key, None)) for part in short.parts if part.kind in _SILENT]
    return [
        *(Match(word, part, "initials") for part in telling),
        *(Match(part, other, "same" if other else "") for part, other in rest),
        *(Match(None, part) for part in long.parts if forms.get(part.key) is part),
    ]


def _cross_script(latin: _Side, han: _Side, known: Vocabulary) -> list[Match]:
    """Matches of a Latin name with a Chinese one."""
    work = found()
    explain(latin.table.units, latin.row, han.table.spoken, han.row, work)
    words = _parts(latin.name, known)[:WORDS]
    parts = [part for part in han.name.parts if part.kind is not Kind.FORM]
    matches: list[Match] = []
    told: set[int] = set()
    for at, word in enumerate(words):
        how = _HOW.get(int(work.how[at]), "")
        if how and not any(match.left is word for match in matches):
            part = parts[_part_of(work, at, han)]
            alike = word.text == part.text or (word.kind is Kind.PLACE and word.key == part.key and word.text != word.key)
            matches.append(Match(word, part, "same" if alike else how))
            told |= {id(word), id(part)}
    rest = [part for part in latin.name.parts if id(part) not in told and part.kind is not Kind.FORM]
    others = [part for part in parts if id(part) not in told]
    if how := _made_up(latin, han):
        brands = [next((part for part in some if part.kind is Kind.BRAND), None) for some in (rest, others)]
        if brands[0] and brands[1]:
            matches.append(Match(brands[0], brands[1], how))
            rest, others = ([part for part in some if part not in brands] for some in (rest, others))
    return [*matches, *(Match(part, None) for part in rest), *(Match(None, part) for part in others)]


def _made_up(latin: _Side, han: _Side) -> str:
    """How a brand that is left over on one side was made of the one that is left over on the other, as the score has it; "" if not."""
    figures = np.zeros((1, len(FIGURES)), np.float32)
    compare_cross(latin.table.units, han.table.spoken, np.array([latin.row]), np.array([han.row]), figures)
    if figures[0, _PIECED] >= _MOSTLY:
        return "pieces"
    return "consonants" if figures[0, _CONSONANT] >= _WHOLE else ""


def _part_of(work: Found, at: int, han: _Side) -> int:
    """The part that explains a word: the one that it renders, or the one of the first character that it spells."""
    begin, spoken = int(work.begins[at]), han.table.spoken
    if work.how[at] == MEANING:
        return int(spoken.bears[begin])
    return int(spoken.segments[spoken.starts[han.row] + begin])


def sentence(matches: Sequence[Match], verdict: Verdict) -> str:
    """The reasons in one sentence: what agrees, and by what; then what is left over on each side."""
    if verdict is Verdict.TOO_LITTLE:
        return f"{_TOO_LITTLE}, or it is longer than {LONGEST} letters."
    both = [match for match in matches if match.left and match.right]
    agreed = _agreed([match for match in both if match.how == "initials" or (match.left and match.left.kind is not Kind.FORM)])
    left = [f"“{match.left.text}”" for match in matches if match.left and not match.right and match.left.kind not in _SILENT]
    right = [f"“{match.right.text}”" for match in matches if match.right and not match.left and match.right.kind not in _SILENT]
    clauses = [", ".join(agreed) if agreed else "no part of the one is in the other"]
    if left:
        clauses.append(f"only the first has {', '.join(left)}")
    if right:
        clauses.append(f"only the second has {', '.join(right)}")
    text = "; ".join(clauses)
    return f"{text[0].upper()}{text[1:]}."


def _agreed(matches: Sequence[Match]) -> list[str]:
    """What agrees; of one word that is the initials of several, once."""
    for short, long in (("left", "right"), ("right", "left")):
        words = {id(getattr(match, short)) for match in matches}
        if len(matches) > 1 and len(words) == 1 and all(match.how == "initials" for match in matches):
            word, several = getattr(matches[0], short).text, " ".join(getattr(match, long).text for match in matches)
            return [f"“{word}” is the initials of “{several}”, as it may be of other names"]
    return [_agreement(match) for match in matches]


def _agreement(match: Match) -> str:
    """One match in words."""
    assert match.left is not None  # noqa: S101 - the caller asked
    assert match.right is not None  # noqa: S101 - as above
    latin, other = (match.right, match.left) if match.left.syllables and not match.right.syllables else (match.left, match.right)
    left, right, kind = latin.text, other.text, match.left.kind.value
    if match.how == "same":
        return f"{kind} “{left}” in both" if left == right else f"{kind} “{left}” is “{right}”"
    return f"{kind} “{left}” {_SAYS[match.how]} “{right}”"
