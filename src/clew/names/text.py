"""The text of a name before it is parsed: one case, one width, no accents, no marks, no look-alike letters."""

import re
import unicodedata

LONGEST = 500
"""Characters of a name that are read; no company's name is longer, and what is pasted in by mistake ends here."""

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
HAN = re.compile(_HAN)
"""A Chinese character."""
_HAN_RUN = re.compile(f"{_HAN}+")
_OTHER = re.compile(r"[^\w\s]|_")
_INITIALS = re.compile(r"\b(?:[a-z] ){1,5}[a-z]\b")
_ASCII_MARKS = {point: " " for point in range(128) if not chr(point).isalnum()} | {
    ord("'"): "",
    ord("`"): "",
    ord("&"): " and ",
    ord("+"): " and ",
}
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ł": "l",
        "ŧ": "t",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "’": "",
        "‘": "",
        "ʼ": "",
        "′": "",
        "´": "",
        "`": "",
        "'": "",
        "&": " and ",
        "+": " and ",
        "＆": " and ",
    }
)
_LOOKALIKES = str.maketrans("асеорхуіјѕԁһӏвкмнтгαβεικνορτυχ", "aceopxyijsdhlbkmhtraбeikvoptux".replace("б", "b"))
"""Cyrillic and Greek letters that look like Latin ones, for words that are Latin otherwise."""
_CYRILLIC = str.maketrans(
    {
        "а": "a",
        "б": "b",
        "в": "v",
        "г": "g",
        "д": "d",
        "е": "e",
        "ж": "zh",
        "з": "z",
        "и": "i",
        "й": "i",
        "к": "k",
        "л": "l",
        "м": "m",
        "н": "n",
        "о": "o",
        "п": "p",
        "р": "r",
        "с": "s",
        "т": "t",
        "у": "u",
        "ф": "f",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ы": "y",
        "ь": "",
        "э": "e",
        "ю": "iu",
        "я": "ia",
        "і": "i",
        "ї": "i",
        "є": "ie",
        "ґ": "g",
        "ў": "u",
    }
)
"""Russian, Ukrainian and Belarusian letters as passports write them (ICAO 9303)."""
_GREEK = str.maketrans(
    {
        "α": "a",
        "β": "v",
        "γ": "g",
        "δ": "d",
        "ε": "e",
        "ζ": "z",
        "η": "i",
        "θ": "th",
        "ι": "i",
        "κ": "k",
        "λ": "l",
        "μ": "m",
        "ν": "n",
        "ξ": "x",
        "ο": "o",
        "π": "p",
        "ρ": "r",
        "σ": "s",
        "ς": "s",
        "τ": "t",
        "υ": "y",
        "φ": "f",
        "χ": "ch",
        "ψ": "ps",
        "ω": "o",
    }
)
"""Greek letters as ISO 843 transcribes them."""
_MIXED = re.compile(r"(?=\w*[a-z])(?=\w*[\u0370-\u03ff\u0400-\u052f])\w+")


def plain(name: str) -> str:
    """A name in small plain letters, single spaces between words, Chinese characters as they are; "" where nothing is left.

    Initials are put together ("S.A." is "sa"), "&" and "+" are "and", apostrophes are dropped, every other mark is a space.
    Cyrillic and Greek words are transcribed; single such letters within a Latin word are taken for what they look like.
    Characters without width, control characters and pictures are dropped. Plain text is its own plain text.
    """
    text = name[:LONGEST]
    marked = text.lower().translate(_ASCII_MARKS) if text.isascii() else _OTHER.sub(" ", _folded(text))
    text = " ".join(marked.split())[:LONGEST].rstrip()
    return _INITIALS.sub(lambda found: found[0].replace(" ", ""), text) if " " in text else text


def _folded(text: str) -> str:
    """Text beyond ASCII in small plain letters."""
    whole = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    parts = [one for one in unicodedata.normalize("NFKD", whole) if not unicodedata.combining(one) and unicodedata.category(one)[0] != "C"]
    put = unicodedata.normalize("NFC", "".join(parts))  # puts Hangul together again: its letters were parted with the accents
    spaced = "".join(one if not one.isspace() else " " for one in put)
    latin = _MIXED.sub(lambda found: found[0].translate(_LOOKALIKES), spaced.translate(_LETTERS))
    return latin.translate(_CYRILLIC).translate(_GREEK)


def has_han(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return not text.isascii() and HAN.search(text) is not None


def han_of(text: str) -> str:
    """The Chinese characters of a text, in order, with the letters and digits among them dropped."""
    return "".join(_HAN_RUN.findall(text))
