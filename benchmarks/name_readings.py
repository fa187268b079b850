"""Write how the Chinese words of the packs are read, and the syllables that there are, so that pypinyin need not be loaded to know them.

Usage: ./run bench name_readings        after a change of packs/names; a test holds the files to what it would write
"""

import csv
from pathlib import Path

from clew.names.chinese import syllables
from clew.names.pinyin import all_syllables
from clew.names.words import READINGS, SYLLABLES, chinese_words


def main() -> int:
    """Write the files, and say how many words there are."""
    words = sorted(chinese_words())
    with Path(str(READINGS)).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["zh", "pinyin"])
        out.writerows((word, " ".join(syllables(word))) for word in words)
    Path(str(SYLLABLES)).write_text("\n".join(("syllable", *sorted(all_syllables()))) + "\n", encoding="utf-8")
    print(f"{len(words):,} words")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
