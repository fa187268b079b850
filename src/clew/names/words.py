"""The shipped words of names, as a vocabulary; and, of a collection of names, how common each word is in it."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from itertools import chain

from msgspec.structs import replace

from clew.names.chinese import syllables
from clew.names.parts import Kind, Name
from clew.names.text import has_han
from clew.names.vocabulary import BEGUN, BRANCH, SLIPPED, Meaning, Vocabulary, Words
from clew.pack.name_brands import load_brand_aliases, load_brand_words
from clew.pack.name_lexicon import load_activities, load_entity_words
from clew.pack.name_places import NamePlace, load_name_countries, load_name_places
from clew.pack.name_words import WordFamily, load_legal_forms, load_word_counts, load_word_families
from clew.pack.toml import PACKS

_ENDS = {
    "province": ("省",),
    "prefecture": ("市", "地区", "州", "盟", "自治州"),
    "county": ("市", "县", "区", "镇", "旗", "自治县"),
}
"""What may follow a place's name, by its kind."""
_PROVINCES = {
    **dict.fromkeys(("北京", "上海", "天津", "重庆"), ("市",)),
    **dict.fromkeys(("内蒙古", "广西", "西藏", "宁夏", "新疆"), ("自治区",)),
    **dict.fromkeys(("香港", "澳门"), ("特别行政区",)),
}
"""What follows the names of provinces that are called something else."""
_BITS = 62
_WORD = (1 << _BITS) - 1
_LEADING = frozenset({"pt", "ooo", "oao", "zao", "pao", "ao", "ab", "uab", "tov", "too", "cv", "주식회사", "유한회사", "주"})
"""Legal forms that stand first in a name, in Indonesian, Russian, Swedish, Lithuanian and Korean use."""
_ABBREVIATED = 3
"""Letters of a country's abbreviation; a longer word, such as American or England, is compared as itself: the one is not “US”, the other
is not “UK”, in a company's name."""
_USUAL = frozenset({"ltd", "limited", "inc", "incorporated", "corp", "llc", "plc", "gmbh", "llp"})
"""Legal forms that are nothing else, wherever they stand: “Ltd, Kashgar Branch”."""
_CUT = ("limited", "company", "corporation", "incorporated", "ltd")
"""Forms whose beginnings are what the width of a column leaves at the end of a long name."""


READINGS = PACKS / "names" / "readings.csv"
"""How the Chinese words of the packs are read: written by `./run bench name_readings`, and nothing but what pypinyin says."""
SYLLABLES = PACKS / "names" / "syllables.csv"
"""Every syllable of pinyin: written with the readings, from the same tables."""


def chinese_words() -> frozenset[str]:
    """The Chinese words of the packs whose reading their row does not give."""
    words = {term.zh for term in load_activities()} | {word.zh for word in load_entity_words()}
    places = {place.zh for place in load_name_places() if not place.pinyin}
    countries = {name for country in load_name_countries() for name in country.zh}
    ends = set(chain(*_ENDS.values(), *_PROVINCES.values()))
    return frozenset(words | places | countries | ends | {form.form for form in load_legal_forms() if has_han(form.form)})


@cache
def _readings() -> dict[str, Words]:
    """Word → its syllables; none where the file is missing: it saves time, and says nothing new."""
    try:
        rows = csv.reader(io.StringIO(READINGS.read_text(encoding="utf-8")))
    except OSError:
        return {}
    return {word: tuple(said.split()) for word, said in rows}


def _syllables() -> frozenset[str]:
    """Every syllable of pinyin, from the tables where the file is missing."""
    try:
        return frozenset(SYLLABLES.read_text(encoding="utf-8").split()[1:])
    except OSError:
        found: frozenset[str] = import_module("clew.names.pinyin").all_syllables()
        return found


def _read(word: str) -> Words:
    return _readings().get(word) or syllables(word)


@cache
def shipped_words() -> Vocabulary:
    """The vocabulary of the shipped packs.

    Raises:
        PackError: one of its files is missing or malformed.
    """
    latin: dict[str, Meaning] = {}
    han: dict[str, Meaning] = {}
    families = load_word_families()
    by_variant = {variant: family.word for family in families for variant in (family.word, *family.variants)}
    _add_families(families, latin)
    places: dict[str, Meaning] = {}
    _add_places(latin, places)
    _add_terms(latin, han, by_variant)
    tongue = _tongue(places, han)
    han = {**places, **han}
    forms = _forms(han)
    spoken = _spoken({said: meaning for said, meaning in tongue.items() if meaning.kind is Kind.PLACE}, han)
    counts = load_word_counts()
    return Vocabulary(
        latin=latin,
        phrase_starts=_longest(latin, 0),
        forms=forms,
        form_ends=_longest(forms, -1),
        leading=_LEADING & forms.keys(),
        usual=_USUAL & forms.keys(),
        lands=_lands(),
        cut=_cut_short(forms),
        slips=_slips(forms, counts.names),
        syllables=_syllables(),
        families=by_variant,
        han=han,
        longest=_longest_by_first(han),
        heads=frozenset(places),
        pinyin={"".join(said): meaning for said, meaning in reversed(tongue.items())},
        tongue=tongue,
        tongue_longest=_longest_by_first(tongue),
        tongue_heads=frozenset(said for said, meaning in tongue.items() if meaning.kind is Kind.PLACE),
        spoken=spoken,
        spoken_lengths=_lengths(spoken),
        brands=_brands(),
        counts=counts.names,
        names=counts.total,
    )


def words_in(names: Iterable[Name]) -> Counter[str]:
    """In how many names each word stands."""
    counted: Counter[str] = Counter()
    for name in names:
        counted.update({word for part in name.parts for word in part.text.split()})
    return counted


def _phrases(renderings: Iterable[str]) -> tuple[Words, ...]:
    """Renderings as tuples of their words."""
    return tuple(tuple(one.split()) for one in renderings)


def _tongue(places: Mapping[str, Meaning], terms: Mapping[str, Meaning]) -> dict[Words, Meaning]:
    """Chinese words of two characters and more by their syllables: places first, with what may follow their names; then other words."""
    found: dict[Words, Meaning] = {}
    for word, meaning in (*places.items(), *terms.items()):
        end = word[len(meaning.syllables) :] if meaning.syllables else ""
        said = (*meaning.syllables, *(_read(end) if end else ())) if meaning.syllables else _read(word)
        if len(said) > 1:
            found.setdefault(said, meaning)
    return found


def _spoken(places: Mapping[Words, Meaning], words: Mapping[str, Meaning]) -> dict[str, tuple[tuple[Words, Meaning], ...]]:
    """Chinese words of two characters and of `BEGUN` letters at least by these: a place, and the first other word that is said alike."""
    found: dict[str, dict[tuple[Words, bool], Meaning]] = {}
    said = ((meaning.syllables, meaning) for meaning in words.values() if meaning.kind is not Kind.PLACE)
    for syllables_, meaning in chain(places.items(), said):
        if len(syllables_) > 1 and len(letters := "".join(syllables_)) >= BEGUN:
            found.setdefault(letters, {}).setdefault((syllables_, meaning.kind is Kind.PLACE), meaning)
    return {letters: tuple((one, meaning) for (one, _), meaning in several.items()) for letters, several in found.items()}


def _lengths(spoken: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The first letters of words → how many letters those have that begin so."""
    found: dict[str, set[int]] = {}
    for letters in spoken:
        found.setdefault(letters[:BEGUN], set()).add(len(letters))
    return {begun: tuple(sorted(lengths)) for begun, lengths in found.items()}


def _add_families(families: Iterable[WordFamily], latin: dict[str, Meaning]) -> None:
    """English words and phrases, under the word that stands for their family."""
    for family in families:
        for variant in (family.word, *family.variants):
            latin[variant] = Meaning(Kind(family.kind), family.word)


def _add_terms(latin: dict[str, Meaning], han: dict[str, Meaning], families: Mapping[str, str]) -> None:
    """Chinese words of activities and of what kind of body a company is, with the English words that render them."""
    for term in load_activities():
        han[term.zh] = Meaning(Kind.ACTIVITY, term.en[0], _phrases(term.en), _read(term.zh))
        for word in {word for one in term.en for word in one.split()}:
            latin.setdefault(word, Meaning(Kind.ACTIVITY, families.get(word, word)))
    for entity in load_entity_words():
        kind = Kind.NUMBER if entity.kind == "number" else Kind.ENTITY
        han[entity.zh] = Meaning(kind, entity.en[0], _phrases(entity.en), _read(entity.zh))
        for rendering in entity.en:
            latin.setdefault(rendering, Meaning(kind, families.get(rendering, rendering)))


def _add_places(latin: dict[str, Meaning], han: dict[str, Meaning]) -> None:
    """Places of China and countries, in Chinese, in pinyin and by their English names."""
    for place in load_name_places():
        meaning = _place(place)
        han.setdefault(place.zh, meaning)
        for end in _PROVINCES.get(place.zh) or _ENDS.get(place.kind, ()):
            han.setdefault(place.zh + end, meaning)
        if len(meaning.syllables) > 1:
            latin.setdefault(meaning.key, meaning)
            latin.setdefault(" ".join(meaning.syllables), meaning)
        for name in place.en:
            latin.setdefault(name, meaning)
    for country in load_name_countries():
        meaning = Meaning(Kind.PLACE, country.en[0], _phrases(country.en))
        for name in country.zh:
            han.setdefault(name, replace(meaning, syllables=_read(name)))
        for name in country.en:
            own = " " not in name and len(name) > _ABBREVIATED
            latin.setdefault(name, replace(meaning, key=name) if own else meaning)


def _place(place: NamePlace) -> Meaning:
    """What a place's name says: it is rendered by its English names and by its pinyin."""
    said = tuple(place.pinyin.split()) or _read(place.zh)
    return Meaning(Kind.PLACE, "".join(said), (*_phrases(place.en), ("".join(said),)), said, place.shared)


def _brands() -> dict[str, tuple[Words, ...]]:
    """Chinese brands, and words of which such are made, as phrases: what a brand is called in English before what its characters say."""
    found: dict[str, tuple[Words, ...]] = {alias.zh: _phrases(alias.en) for alias in load_brand_aliases()}
    for word in load_brand_words():
        found[word.zh] = (*found.get(word.zh, ()), *_phrases(word.en))
    return found


def _forms(han: dict[str, Meaning]) -> dict[str, str]:
    """Legal forms in letters → their kind; those in Chinese are words of Chinese."""
    found: dict[str, str] = {}
    for form in load_legal_forms():
        if has_han(form.form):
            kind = Kind.ENTITY if form.kind == BRANCH else Kind.FORM
            han[form.form] = Meaning(kind, form.kind, ((BRANCH,),) if form.kind == BRANCH else (), _read(form.form))
        else:
            found[form.form] = form.kind
    han.setdefault("公司", Meaning(Kind.FORM, "limited", (), _read("公司")))
    return found


def _lands() -> dict[str, tuple[int, int, int]]:
    """Legal form → the countries that use it, as bits; forms that many use say nothing of a country."""
    forms = load_legal_forms()
    places = {code: at for at, code in enumerate(sorted({code for form in forms for code in form.countries}))}
    found: dict[str, tuple[int, int, int]] = {}
    for form in forms:
        bits = sum(1 << places[code] for code in form.countries)
        found[form.form] = (bits & _WORD, bits >> _BITS & _WORD, bits >> 2 * _BITS & _WORD)
    return found


def _cut_short(forms: Mapping[str, str]) -> frozenset[str]:
    """Beginnings of the usual legal forms that are no form themselves."""
    return frozenset(form[:size] for form in _CUT for size in range(1, len(form))) - forms.keys()


def _slips(forms: Iterable[str], counts: Mapping[str, int]) -> dict[str, str]:
    """Longer words of forms, each by itself and without any one of its letters → the word; of two such, that of more names.

    The lists of forms have misspelt ones as well (“limted”), which so are the word that is meant.
    """
    words = {word for form in forms for word in form.split() if len(word) >= SLIPPED and word.isalpha() and word.isascii()}
    found: dict[str, str] = {}
    for word in sorted(words, key=lambda word: (-counts.get(word, 0), word)):
        for spelt in (word, *(word[:at] + word[at + 1 :] for at in range(len(word)))):
            found.setdefault(spelt, word)
    return found


def _longest(phrases: Iterable[str], at: int) -> dict[str, int]:
    """Word → the most words of the phrases that have it at a position (0 first, -1 last)."""
    found: dict[str, int] = {}
    for phrase in phrases:
        words = phrase.split()
        found[words[at]] = max(found.get(words[at], 0), len(words))
    return found


def _longest_by_first(words: Iterable[str | Words]) -> dict[str, int]:
    """Character, or syllable → the most of them that a word has which begins with it."""
    found: dict[str, int] = {}
    for word in words:
        found[word[0]] = max(found.get(word[0], 0), len(word))
    return found
