"""Encodings told by their bytes, and kept to through the whole file."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.errors import UnreadableFileError
from clew.intake.containers import open_container
from clew.intake.encodings import checked_name, legacy_encoding, marked_encoding

FRENCH = "Nom,Ville,Pays\nSociété générale,Orléans,France\nHôtel à l'étoile,Besançon,Côte d'Ivoire\n"
GERMAN = "Börse,Währung\nMünchener Rück,Österreich\nSüd & Söhne,Größe\n"
SPANISH = "Compañía,Región\nAlgodón de España,Málaga\nCamisería Muñoz,Córdoba\n"
SCANDINAVIAN = "Selskab,By\nRødovre Tekstil,Århus\nGöteborgs Väveri,Malmö\n"
PORTUGUESE = "Razão social,Município\nConfecções São João,Criciúma\n"
ARABIC = "الاسم,البلد\nشركة القطن المصرية,مصر\nمصنع النسيج,الأردن\n"
CHINESE = "企业名称,地址\n新疆大全新能源股份有限公司,石河子市\n合盛硅业股份有限公司,鄯善县\n"
WESTERN = [FRENCH, GERMAN, SPANISH, SCANDINAVIAN, PORTUGUESE]


def opened(tmp_path: Path, data: bytes, encoding: str = "") -> tuple[str, str]:
    """The encoding that was found, and the text in UTF-8."""
    (tmp_path / "list.csv").write_bytes(data)
    found = open_container(tmp_path / "list.csv", tmp_path / "scratch", encoding=encoding)
    return found.encoding, found.tables[0].path.read_bytes().decode()


@pytest.mark.parametrize("text", WESTERN, ids=range(len(WESTERN)))
@pytest.mark.parametrize("encoding", ["cp850", "windows-1252"])
def test_western_text(tmp_path: Path, text: str, encoding: str) -> None:
    assert opened(tmp_path, text.encode(encoding)) == (encoding, text)


@pytest.mark.parametrize(("text", "encoding"), [(ARABIC, "windows-1256"), (CHINESE, "gb18030")])
def test_text_in_other_scripts(tmp_path: Path, text: str, encoding: str) -> None:
    assert opened(tmp_path, text.encode(encoding)) == (encoding, text)


@pytest.mark.parametrize("text", [*WESTERN, ARABIC, CHINESE], ids=range(7))
@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-16-be", "utf-16-be")]
)
def test_unicode(tmp_path: Path, text: str, encoding: str, told: str) -> None:
    if encoding == "utf-16-be" and text in {ARABIC, CHINESE}:
        text = "plain ASCII letters as well, by which bytes of NUL are seen: name,address\n" * 3 + text
    assert opened(tmp_path, text.encode(encoding)) == (told, text)


@pytest.mark.parametrize("text", ["“alfa” and a\n", "Men’s wear,5 €\n", "“Alfa” – Ltd,x\n", "§ 5,£ 10\n", "caf\u00e9,x\n", "20 °C,x\n"])
def test_signs_of_windows_alone(text: str) -> None:
    assert legacy_encoding(text.encode("windows-1252")) == "windows-1252"


def test_bytes_that_windows_leaves_out_are_of_dos() -> None:
    assert legacy_encoding("Zürich,Étoile\n".encode("cp850")) == "cp850"


def test_an_encoding_that_is_said_is_taken(tmp_path: Path) -> None:
    text = "Имя,Город\nХлопок,Ташкент\n"
    assert opened(tmp_path, text.encode("cp1251"), "windows-1251") == ("cp1251", text)
    assert opened(tmp_path, FRENCH.encode("utf-8"), "latin-1")[1] == FRENCH.encode().decode("latin-1")


def test_a_damaged_file_of_utf_8_names_the_place(tmp_path: Path) -> None:
    data = FRENCH.encode() * 10 + b"Alfa,Orl\xe9ans\n"
    with pytest.raises(UnreadableFileError, match=r"row 31: the byte 0xE9 at character 9 of the line is no UTF-8.*--encoding"):
        opened(tmp_path, data)


def test_a_byte_far_down_that_the_encoding_does_not_have(tmp_path: Path) -> None:
    """The sample shows Windows-1252; megabytes later a byte stands that it leaves out."""
    line = "Société,Orléans\n".encode("windows-1252")
    data = line * 400_000 + b"Alfa,\x81\n"
    with pytest.raises(UnreadableFileError, match=r"row 400001: the byte 0x81 at character 6 of the line is no WINDOWS-1252"):
        opened(tmp_path, data)


def test_accents_that_only_stand_far_down(tmp_path: Path) -> None:
    text = "Alfa,Orleans\n" * 500_000 + GERMAN
    assert opened(tmp_path, text.encode("cp850")) == ("cp850", text)


def test_a_file_that_ends_within_a_character(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="row 3"):
        opened(tmp_path, (FRENCH * 2)[: len(FRENCH)].encode()[:-1] + "Ä".encode()[:1])


def test_a_name_of_an_encoding_is_the_published_one() -> None:
    assert checked_name("CP1252", "f") == "windows-1252"
    assert checked_name("GBK", "f") == "gbk"
    assert checked_name("UTF-8-SIG", "f") == "utf-8"


def test_no_mark_is_no_encoding() -> None:
    assert marked_encoding(b"Name,Country\n") == ""


words = st.lists(st.text("abcdefghijklmnopqrstuvwxyzéèüöäßñóç", min_size=3, max_size=9), min_size=8, max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(words, st.sampled_from(["cp850", "windows-1252"]))
def test_small_letters_of_the_west_are_told_apart(found: list[str], encoding: str) -> None:
    """Accents are rarer than that in any language; pairs of them may be Chinese, so each stands alone here."""
    text = ",".join("".join(letter if letter.isascii() else f"n{letter}n" for letter in word) for word in found) + ",nén\n"
    assert legacy_encoding(text.encode(encoding)) == encoding


chinese = st.lists(
    st.text(st.sampled_from("新疆大全能源股份有限公司石河子市棉花纺织工业园区省县人民政府委员会"), min_size=2, max_size=12),
    min_size=4,
    max_size=30,
)


@given(chinese)
def test_names_in_daily_chinese(found: list[str]) -> None:
    assert legacy_encoding(",".join([*found, "合盛硅业股份有限公司", "鄯善县"]).encode("gb18030")) == "gb18030"


arabic = st.lists(st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي"), min_size=3, max_size=9), min_size=6, max_size=30)


@given(arabic)
def test_words_in_arabic(found: list[str]) -> None:
    assert legacy_encoding(" ".join([*found, "شركة القطن المصرية للنسيج"]).encode("windows-1256")) == "windows-1256"
