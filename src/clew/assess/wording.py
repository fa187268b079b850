"""The linter of wording: what generated text may not say outside an attributed quotation.

Names of companies, funds, lists and reports are data and are taken out before the rules look, so that "Clean Energy" or a report called
"Proven" trips nothing. A passage in quotation marks is exempt where the sentence around it says whose words they are; scare quotes are not.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from clew.errors import Fault, RefusedError
from clew.pack.wording import WordRule, WordRules

_MASK = "\ufffc"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|「[^」]*」|『[^』]*』|„[^“”]*[“”]")
_JOINT = re.compile(r"(?<=\w)[-\u2010-\u2013](?=\w)|\s+")
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_WORD = re.compile(r"\w+")
_CJK = 0x2E80
_GAP = r"(?:\s+\S+){0,4}?\s+"


class Text(Struct, frozen=True):
    """One piece of text on its way to a reader.

    Attributes:
        place: where it stands: `findings[3].sentence`, `column head`.
        text: the text itself.
        quotation: True for the words of a source or of a company, which are never ours to change.
        names: names within the text that are data.
    """

    place: str
    text: str
    quotation: bool = False
    names: tuple[str, ...] = ()


class WordingFault(Struct, frozen=True):
    """A text that breaks a rule: `found` is the words that break it, in lower case."""

    place: str
    rule: str
    found: str
    why: str
    instead: str


class _Matcher(Struct, frozen=True, dict=True):
    """One rule as patterns; `triggers` are words of which a text must hold one before the patterns are tried.

    They are compiled when a text first does: most rules meet none, and all of them together take as long as a query.
    """

    rule: WordRule
    triggers: frozenset[str]
    predicates: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Everything that breaks the rule."""
        return re.compile("|".join(_patterns(self.rule, self.predicates)))


def lint(texts: Iterable[Text], rules: WordRules) -> tuple[WordingFault, ...]:
    """Every breach of the rules, in the order of the texts; quotations are passed over."""
    seen: dict[str, tuple[tuple[WordRule, str], ...]] = {}
    faults: list[WordingFault] = []
    for text in texts:
        if text.quotation:
            continue
        masked = _masked(text)
        if masked not in seen:
            seen[masked] = tuple(_breaches(masked, rules))
        faults.extend(WordingFault(text.place, rule.id, found, rule.why, rule.instead) for rule, found in seen[masked])
    return tuple(faults)


def refuse_banned_words(texts: Iterable[Text], rules: WordRules) -> None:
    """Let a document pass, or refuse it.

    Raises:
        RefusedError: with one fault for every breach: the place, the words, and what may be said instead.
    """
    faults = lint(texts, rules)
    if faults:
        raise RefusedError(
            *(Fault(f'{fault.place} says "{fault.found}", which {fault.why}', f"Instead: {fault.instead}") for fault in faults)
        )


def _breaches(masked: str, rules: WordRules) -> Iterator[tuple[WordRule, str]]:
    plain = _plain(_without_quotations(masked, rules))
    words = frozenset(_WORD.findall(plain))
    for matcher in _matchers(rules):
        if matcher.rule.lang != "zho" and words.isdisjoint(matcher.triggers):
            continue
        match = matcher.pattern.search(plain)
        if match is not None:
            yield matcher.rule, match.group().strip(" :")


def _masked(text: Text) -> str:
    """The text with its names taken out, longest first, at word boundaries only."""
    masked = text.text
    for name in sorted(set(text.names), key=lambda name: (-len(name), name)):
        if name.strip() and name in masked:
            masked = _replace_whole(masked, name)
    return masked


def _replace_whole(text: str, name: str) -> str:
    """Replace `name` where it does not stand inside a longer word."""
    parts: list[str] = []
    start = 0
    while (at := text.find(name, start)) >= 0:
        end = at + len(name)
        inside = _joined(text[at - 1 : at], name[0]) or _joined(name[-1], text[end : end + 1])
        parts += [text[start:at], name if inside else _MASK]
        start = end
    return "".join(parts) + text[start:]


def _joined(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word; Chinese has no spaces, so it never joins."""
    return left.isalnum() and right.isalnum() and ord(left) < _CJK and ord(right) < _CJK


def _without_quotations(text: str, rules: WordRules) -> str:
    """The text without its quoted passages, if what is left says whose they are."""
    rest = _QUOTED.sub(f" {_MASK} ", text)
    return rest if rest != text and _attribution(rules).search(_plain(rest)) else text


def _plain(text: str) -> str:
    """Lower case, one width, single spaces, no hyphens inside words, no invisible characters."""
    folded = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold().replace("’", "'")
    return _JOINT.sub(" ", folded).strip()


@lru_cache(maxsize=4)
def _attribution(rules: WordRules) -> re.Pattern[str]:
    latin = [word for word in rules.attributions if ord(word[0]) < _CJK]
    chinese = [word for word in rules.attributions if ord(word[0]) >= _CJK]
    return re.compile("|".join([rf"\b(?:{_either(latin)})\b", *([_either(chinese)] if chinese else [])]))


@lru_cache(maxsize=4)
def _matchers(rules: WordRules) -> tuple[_Matcher, ...]:
    predicates = dict(rules.predicates)
    return tuple(_Matcher(rule, _triggers(rule), predicates.get(rule.lang, ())) for rule in rules.rules)


def _patterns(rule: WordRule, predicates: tuple[str, ...]) -> Iterator[str]:
    """The rule's patterns over plain text."""
    edge = "" if rule.lang == "zho" else r"\b"
    if rule.phrases:
        yield f"{edge}(?:{_either(rule.phrases)}){edge}"
    if rule.verdicts:
        verdicts = _either(rule.verdicts)
        between = "" if rule.lang == "zho" else r"\s+(?:\w+\s+)?"
        yield rf"(?:^|:)\s*(?:{verdicts})\s*(?=$|[.,;!)])"
        yield f"{edge}(?:{_either(predicates)}){between}(?:{verdicts}){edge}"
    if rule.sequence:
        yield edge + _GAP.join(f"(?:{_either(group)})" for group in rule.sequence) + edge


def _triggers(rule: WordRule) -> frozenset[str]:
    """The last word of everything that the rule looks for: no match is possible without one of them."""
    last = rule.sequence[-1] if rule.sequence else ()
    return frozenset(_WORD.findall(_plain(words))[-1] for words in (*rule.phrases, *rule.verdicts, *last))


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(_plain(word)) for word in words)
