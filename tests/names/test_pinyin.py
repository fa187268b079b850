"""Pinyin: the syllables that there are, and that its tables are loaded for characters alone."""

import subprocess
import sys

from clew.names.pinyin import all_syllables


def test_there_are_four_hundred_syllables_and_no_english_words_among_them() -> None:
    known = all_syllables()
    assert {"xin", "jiang", "zhuang", "lu", "lv", "nve", "er", "a"} <= known
    assert not {"", "limited", "n", "hm", "ng", "textile"} & known
    assert 380 < len(known) < 480


def test_its_tables_are_loaded_when_a_character_is_read_that_no_pack_knows() -> None:
    code = """
import sys
from clew.names.parsing import parse
loaded = []
for name in ("Example Lantern Trading Co., Ltd.", "新疆纺织有限公司", "示例纺织有限公司"):
    parse(name).parts
    loaded.append("pypinyin" in sys.modules)
print(loaded)
"""
    told = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, check=True).stdout
    assert told == "[False, False, True]\n"
