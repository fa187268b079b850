"""Write how the Chinese words of the packs are read, so that they need not be asked of pypinyin at every start.

Usage: ./run bench name_readings        after a change of packs/names; a test holds the file to what it would write
"""

import csv
from pathlib import Path

from clew.names.chinese import syllables
from clew.names.words import READINGS, chinese_words


def main() -> int:
    """Write the file, and say how many words it has."""
    words = sorted(chinese_words())
    with Path(str(READINGS)).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["zh", "pinyin"])
        out.writerows((word, " ".join(syllables(word))) for word in words)
    print(f"{len(words):,} words")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
