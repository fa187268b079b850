"""Shape and check digit, held against python-stdnum and against codes that are printed somewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import cusip as stdnum_cusip
from stdnum import isin as stdnum_isin
from stdnum.gb import sedol as stdnum_sedol

from clew.values.identifiers import (
    CIK,
    CUSIP,
    FIGI,
    HOLDING_FORMATS,
    ISIN,
    LEI,
    SECURITY_FORMATS,
    SEDOL,
    USCC,
    Format,
    cik,
    cusip,
    figi,
    isin,
    lei,
    sedol,
    uscc,
)

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SEDOL_LETTERS = "0123456789BCDFGHJKLMNPQRSTVWXYZ"


@pytest.mark.parametrize("code", ["US0378331005", "KYG875721634", "CNE100000CB9", "XS0294364954", "EU000A1G0AB4", "SE0013222882"])
def test_isins_that_are_printed(code: str) -> None:
    assert isin(code) == code
    assert isin(f" {code[:2].lower()} {code[2:]} ") == code


def test_an_isin_of_a_user_assigned_prefix_is_one_when_its_check_digit_fits() -> None:
    assert isin("ZZ0000000008") == "ZZ0000000008"
    assert isin("ZZ0000000009") is None


@pytest.mark.parametrize(
    "text", ["", "-", "US0378331006", "US037833100", "US03783310055", "0S0378331005", "US037833100X", "Ünïcödé12345", "０S0378331005"]
)
def test_what_is_no_isin(text: str) -> None:
    assert isin(text) is None


def test_the_other_kinds() -> None:
    assert lei("549300XTO5VR8SKV1V74") == "549300XTO5VR8SKV1V74"
    assert lei("549300XTO5VR8SKV1V75") is None
    assert cusip("037833100") == "037833100"
    assert cusip("h17182108") == "H17182108"
    assert cusip("037833101") is None
    assert sedol("2046251") == "2046251"
    assert sedol("B7TL820") == "B7TL820"
    assert sedol("A7TL820") is None
    assert uscc("91110000600037341L") == "91110000600037341L"
    assert uscc("91110000600037341M") is None


def test_zeros_stand_for_none() -> None:
    assert cusip("000000000") is None
    assert sedol("0000000") is None


@given(st.text(LETTERS, min_size=11, max_size=11))
def test_isin_check_digits_are_those_of_stdnum(body: str) -> None:
    code = "US" + body[2:]
    assert isin(code + stdnum_isin.calc_check_digit(code)) is not None
    assert ISIN.checks(body + "0") == (stdnum_isin.calc_check_digit(body) == "0")


@given(st.text(LETTERS + "*@#", min_size=8, max_size=8).filter(lambda body: body != "00000000"), st.sampled_from("0123456789"))
def test_cusip_check_digits_are_those_of_stdnum(body: str, digit: str) -> None:
    assert (cusip(body + digit) is not None) == (stdnum_cusip.calc_check_digit(body) == digit)


@given(st.text(SEDOL_LETTERS, min_size=6, max_size=6).filter(lambda body: body != "000000"), st.sampled_from("0123456789"))
def test_sedol_check_digits_are_those_of_stdnum(body: str, digit: str) -> None:
    assert (sedol(body + digit) is not None) == stdnum_sedol.is_valid(body + digit)


@given(st.sampled_from((*HOLDING_FORMATS, USCC)), st.text(max_size=25))
def test_what_is_parsed_parses_to_itself(form: Format, text: str) -> None:
    code = form.parse(text)
    if code is not None:
        assert len(code) == form.width
        assert form.parse(code) == code


@given(st.sampled_from(["US0378331005", "549300XTO5VR8SKV1V74", "037833100", "2046251", "BBG000B9XRY4"]), st.data())
def test_one_wrong_digit_is_noticed(code: str, data: st.DataObject) -> None:
    form = next(form for form in SECURITY_FORMATS if form.parse(code))
    at = data.draw(st.sampled_from([place for place, letter in enumerate(code) if letter.isdigit()]))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != code[at]]))
    assert form.parse(code[:at] + digit + code[at + 1 :]) is None


def test_lost_zeros_are_given_back_only_where_the_check_digit_then_fits() -> None:
    assert CUSIP.restore("37833100") == "037833100"
    assert CUSIP.restore("37833101") is None
    assert SEDOL.restore("540528") == "0540528"
    assert CUSIP.restore("037833100") is None
    assert ISIN.restore("378331005") is None
    assert CUSIP.restore("³7833100") is None


def test_an_objection_says_what_is_wrong() -> None:
    assert ISIN.objection("US0378331006") == "its check digit does not fit"
    assert ISIN.objection("US037833") == "it has 8 characters, not 12"
    assert CUSIP.objection("PPOPENAIC") == "it holds characters that do not belong there"
    assert LEI.objection("5.49E+19").startswith("it has 8 characters")


def test_a_figi_has_a_g_no_vowels_and_its_check_digit() -> None:
    assert figi("bbg000b9xry4") == "BBG000B9XRY4"
    assert figi("BBG000B9XRY5") is None
    assert figi("BBA000B9XRY4") is None
    assert FIGI.objection("BBG000B9XRY5") == "its check digit does not fit"


def test_a_cik_is_the_same_with_and_without_its_zeros() -> None:
    assert cik("320193") == cik("0000320193") == "0000320193"
    assert cik("0000000000") is None
    assert cik("") is None
    assert CIK.objection("12345678901") == "it has 11 characters, not 10"
