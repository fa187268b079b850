"""A company's name → its parts, in English, Chinese and pinyin."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from clew.names.chinese import segments, simplified, spelling, syllables
from clew.names.parts import Kind, Name, Part, Script
from clew.names.share_kinds import share_kind
from clew.names.spelt import is_pinyin, named, spells_a_company, spelt_parts
from clew.names.text import HAN, has_han, plain
from clew.names.vocabulary import BRANCH, SLIPPED, Vocabulary
from clew.names.words import shipped_words

_RUN = 3
"""Syllables of pinyin that stand apart and follow each other before they are read as one Chinese name; fewer are English words as often."""

_JOINED = 10
"""Letters from which on a word may be several Chinese words in pinyin."""
_WRITTEN_OUT, _LONG = re.compile("([aou])e"), 5
"""An umlaut that is written out, in a word of so many letters at least."""
_OF_SERIES = frozenset({"trust", "partnership", "limited_partnership"})
"""Kinds of bodies whose series and classes are bodies of their own: Series A of a trust is another one than Series B."""
_CUT_AFTER = 2
"""Words of a name whose last may be the beginning of a legal form."""
_TAIL, _SLIPPED_ALONE = 6, 6
"""Words at a name's end that may be a misspelt legal form; letters that one has, at least one more, which is one word."""


def parse(written: str) -> Name:
    """The parts of a name, by the shipped words.

    >>> [(part.kind.value, part.text) for part in parse("Xinjiang Zhongtai Chemical Co., Ltd.").parts]
    [('place', 'xinjiang'), ('brand', 'zhongtai'), ('activity', 'chemical'), ('form', 'co ltd')]
    """
    return parse_name(written, shipped_words())


def parse_name(written: str, known: Vocabulary) -> Name:
    """The parts of a name, in the order in which they stand.

    Chinese is cut into the words of the vocabulary, fewest and longest first; what is in no word is brand. Latin names are cut into the
    longest phrases that it knows; pinyin that is written syllable by syllable is put together first. A Latin legal form counts as one
    at the end of a name, and at its beginning where it is one that stands there, so that “Limited Brands” keeps its first word.
    """
    text = plain(written)
    if not has_han(text):
        parts = tuple(_latin(text.split(), known))
        return Name(written, text, Script.LATIN if parts else Script.NONE, parts)
    text = simplified(text)
    parts = tuple(part for run in _runs(text) for part in (_chinese(run, known) if HAN.match(run) else _latin([run], known)))
    mixed = any(part.kind is Kind.BRAND and not part.syllables for part in parts)
    return Name(written, text, Script.MIXED if mixed else Script.HAN, parts)


def _runs(text: str) -> Iterator[str]:
    """Words, and within them Chinese apart from the rest."""
    for word in text.split():
        begun = 0
        for at in range(1, len(word) + 1):
            if at == len(word) or bool(HAN.match(word[at])) != bool(HAN.match(word[begun])):
                yield word[begun:at]
                begun = at


def _chinese(run: str, known: Vocabulary) -> Iterator[Part]:
    """The parts of a run of Chinese characters."""
    first = True
    for word, told in segments(run, known.han, known.longest, known.heads):
        meaning = known.han[word] if told else None
        if meaning is None or (meaning.shared and not first):
            said = syllables(word)
            yield Part(Kind.BRAND, word, "".join(said), known.brands.get(word, ()), said)
        else:
            yield Part(meaning.kind, word, meaning.key, meaning.renderings, meaning.syllables or syllables(word))
        first = False


def _latin(written: Sequence[str], known: Vocabulary) -> list[Part]:
    """The parts of a Latin name: legal forms at both ends, and what is between them; of a Chinese name in letters, see `spelt`."""
    words = written
    if spells_a_company(written):
        runs = groupby(written, lambda word: is_pinyin(word, known))
        return named([part for spelt, run in runs for part in (spelt_parts if spelt else _body)(tuple(run), known)])
    if len(max(written, key=len, default="")) >= _JOINED:
        words = [word for one in written for word in (spelling(one, known.syllables) if _is_joined(one, known) else (one,))]
    begin = 1 if len(words) > 1 and words[0] in known.leading else 0
    size = share_kind(words, lambda end, classed: _bears_shares(words, end, known, classed=classed))
    words, shares = words[: len(words) - size], words[len(words) - size :]
    end, forms = len(words), []
    if end > _CUT_AFTER and words[-1] in known.cut:
        end, forms = end - 1, [_form(words[-1], known)]
    right = _righted(words, known)
    while end > begin:
        size = _fit(words, end, known)
        if right != words and (slipped := _fit(right, end, known)) > size and (slipped > 1 or len(right[end - 1]) > _SLIPPED_ALONE):
            size = slipped
        if not size:
            break
        end -= size
        forms.append(_form(" ".join(words[end : end + size]), known, " ".join(right[end : end + size])))
    parts = [_form(words[0], known)] if begin else []
    parts += _body(_together(words[begin:end], known), known)
    return [*parts, *reversed(forms), *(Part(Kind.FILLER, word, word) for word in shares)]


def _bears_shares(words: Sequence[str], end: int, known: Vocabulary, *, classed: bool) -> bool:
    """Whether the words before a position end with a legal form; where a class follows, none of a body whose series are bodies as well."""
    size = _fit(words, end, known)
    return size > 0 and not (classed and known.forms[" ".join(words[end - size : end])] in _OF_SERIES)


def _righted(words: Sequence[str], known: Vocabulary) -> Sequence[str]:
    """Words, with those at the end that are slips of the pen in a legal form as they are spelt: up to one that is in no form."""
    right = list(words)
    for at in range(len(words) - 1, max(len(words) - 1 - _TAIL, -1), -1):
        if len(words[at]) >= SLIPPED:
            right[at] = known.righted(words[at])
            if right[at] not in known.slips:
                break
    return right


def _form(text: str, known: Vocabulary, meant: str = "") -> Part:
    """A legal form, and what is meant where it is misspelt; a branch is one, and yet tells companies of one group apart."""
    kind = known.forms.get(meant or text, "")
    return Part(Kind.ENTITY if kind == BRANCH else Kind.FORM, text, kind)


def _is_joined(word: str, known: Vocabulary) -> bool:
    """Whether a word may be several Chinese words in pinyin, written as one."""
    return len(word) >= _JOINED and word not in known.counts and word not in known.latin and word.isalpha() and word.isascii()


def _fit(words: Sequence[str], end: int, known: Vocabulary) -> int:
    """How many words before a position are a legal form: the most that are."""
    for size in range(min(known.form_ends.get(words[end - 1], 0), end), 0, -1):
        if (words[end - 1] if size == 1 else " ".join(words[end - size : end])) in known.forms:
            return size
    return 0


def _together(words: Sequence[str], known: Vocabulary) -> Sequence[str]:
    """Words, with syllables of pinyin that follow each other put together to the words that they spell."""
    if len(words) < _RUN or sum(map(known.syllables.__contains__, words)) < _RUN:
        return words
    spoken = [word in known.syllables for word in words]
    joined: list[str] = []
    for told, run in groupby(zip(spoken, words, strict=True), key=itemgetter(0)):
        found = [word for _, word in run]
        joined += _spelt(found, known) if told and len(found) >= _RUN else found
    return joined


def _spelt(run: Sequence[str], known: Vocabulary) -> Iterator[str]:
    """Syllables as words: those of the vocabulary, and what is between them as one."""
    said = tuple(syllable.replace("v", "u") for syllable in run)  # ü, as it is typed
    for word, _ in segments(said, known.tongue, known.tongue_longest, known.tongue_heads):
        yield "".join(word)


def _body(words: Sequence[str], known: Vocabulary) -> list[Part]:
    """The parts between the legal forms."""
    at, parts, starts, latin = 0, list[Part](), known.phrase_starts, known.latin
    while at < len(words):
        for size in range(min(starts.get(words[at], 0), len(words) - at), 0, -1):
            text = words[at] if size == 1 else " ".join(words[at : at + size])
            meaning = latin.get(text)
            if meaning and not (meaning.shared and at):
                parts.append(Part(meaning.kind, text, meaning.key))
                break
        else:
            size = 1
            parts.append(_word(words[at], known, inner=at > 0))
        at += size
    return parts


def _word(word: str, known: Vocabulary, *, inner: bool) -> Part:
    """One word that is in no phrase: a number, a legal form that is not at the end, a Chinese word in pinyin, or a brand."""
    if word.isdigit():
        return Part(Kind.NUMBER, word, word.lstrip("0") or "0")
    if inner and word in known.usual:
        return Part(Kind.FORM, word, known.forms[word])
    spoken = known.pinyin.get(word)
    if spoken and word not in known.counts:
        return Part(spoken.kind, word, spoken.key, spoken.renderings)
    if (told := known.latin.get(_without_e(word))) and word not in known.counts:
        return Part(told.kind, word, told.key)
    return Part(Kind.BRAND, word, known.families.get(word, word))


def _without_e(word: str) -> str:
    """A word with the umlauts that are written out as letters with marks are written: rueck is rück, and so ruck."""
    return _WRITTEN_OUT.sub(r"\1", word) if len(word) >= _LONG else word
