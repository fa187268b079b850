"""A session of review: pair after pair, a key and a reason each; whoever asks and shows is passed in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct, field
from rich.console import RenderableType

from clew.cli.match import told
from clew.errors import ClewError
from clew.ledger.store import DIFFERENT, RELATED, SAME, Verdict
from clew.model.matching import Pair
from clew.render.terminal import words
from clew.report.matches import pair_view
from clew.work.judge import Judged, unconfirm, undo, word_on
from clew.work.stores import Stores

_VERDICTS: Mapping[str, str] = {"a": SAME, "r": DIFFERENT, "e": RELATED}
_QUESTION = "[a]ccept  [r]eject  r[e]lated  [s]kip  [u]ndo  [q]uit?"
_REASON = "What did you see, and where? (Enter alone: ask me again)"
_UNDONE = "undone in the review in which it was made"


class Person(Protocol):
    """Who judges."""

    def show(self, what: RenderableType) -> None:
        """Let them see something."""

    def key(self, question: str) -> str:
        """Ask for one key."""
        ...

    def text(self, question: str) -> str:
        """Ask for one line; "" is no answer."""
        ...


class Session(Struct):
    """A review by one person, from the first pair to the last, or until they quit.

    Attributes:
        stores: where the judgements go.
        person: who is asked.
        done: place of the pair and what became of the word, for each word that was not undone.
    """

    stores: Stores
    person: Person
    done: list[tuple[int, Judged]] = field(default_factory=list)

    def run(self, pairs: Sequence[Pair]) -> None:
        """Go through the pairs."""
        place = 0
        while place < len(pairs):
            self.person.show(pair_view(pairs[place], f"{place + 1} of {len(pairs)}"))
            key = self.person.key(_QUESTION).casefold()
            if key == "q":
                break
            place = self._answer(key, place, pairs)
        self.person.show(words(self._summary(len(pairs)), "bold"))

    def _answer(self, key: str, place: int, pairs: Sequence[Pair]) -> int:
        """What a key does; returns the place of the pair to show next."""
        if key in _VERDICTS:
            return place + self._judge(place, pairs[place], _VERDICTS[key])
        if key == "u":
            return self._undo(place)
        if key == "s":
            return place + 1
        self._say("Press one of a, r, e, s, u, q.")
        return place

    def _judge(self, place: int, pair: Pair, verdict: str) -> int:
        """Record a word with its reason; 1 where it was recorded, else 0."""
        reason = self.person.text(_REASON)
        if not reason.strip():
            return 0
        said = Verdict(pair.subject, pair.entity_id, verdict, reason)
        judged = self._tried(lambda: word_on(self.stores, said))
        if judged is None:
            return 0
        self.done.append((place, judged))
        self._say(told(said, judged))
        return 1

    def _undo(self, place: int) -> int:
        """Undo the last word of this session; returns the place of its pair."""
        if not self.done:
            self._say("Nothing was judged in this session yet. Older judgements: clew match undo NUMBER.")
            return place
        before, judged = self.done[-1]
        number = judged.number
        if judged.confirmed:
            unconfirm(self.stores, [number], _UNDONE)
        else:
            undo(self.stores, number, _UNDONE)
        self.done.pop()
        self._say(f"{'The confirmation of judgement' if judged.confirmed else 'Judgement'} {number} is undone.")
        return before

    def _tried(self, act: Callable[[], Judged]) -> Judged | None:
        """What an act makes; None where it is refused, which is said."""
        try:
            return act()
        except ClewError as error:
            for fault in error.faults:
                self._say(str(fault))
            return None

    def _say(self, text: str) -> None:
        """A line to the person."""
        self.person.show(words(text))

    def _summary(self, count: int) -> str:
        """What was done."""
        waits = sum(judged.waits for _, judged in self.done)
        tail = f"; {waits} of them {'waits' if waits == 1 else 'wait'} for a second person" if waits else ""
        return f"{len(self.done)} of {count:,} judged{tail}."
