"""Hosts that are not fetched: the shipped list covers the country's domains, and a list with faults is refused."""

from collections.abc import Callable

import pytest

from clew.errors import RefusedError
from clew.intake.addresses import check_host, read_address
from clew.pack.fetching import load_refused_hosts
from clew.pack.toml import PACKS

Refused = Callable[..., str]
Refusal = Callable[[str, Callable[..., object]], Refused]

SHIPPED = (PACKS / "fetch" / "refused_hosts.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.xinjiang.gov.cn/list.html",
        "https://query.sse.com.cn/list.json",
        "http://WWW.CNINFO.COM.CN./",
        "https://例子.中国/",
        "https://例子。中國/",
        "https://xn--fsqu00a.xn--fiqs8s/",
        "https://www.tianyancha.com/company/1",
        "https://qcc.com/",
        "https://bucket.oss-cn-beijing.aliyuncs.com/list.csv",
        "https://mp.weixin.qq.com/s/x",
        "https://ＥＸＡＭＰＬＥ．ｃｎ/",
    ],
)
def test_an_address_in_the_country_is_refused(url: str) -> None:
    with pytest.raises(RefusedError, match="counts as hosted in the PRC"):
        check_host(read_address(url), load_refused_hosts())


@pytest.mark.parametrize(
    "url",
    [
        "https://www.cbp.gov/list.csv",
        "https://web.archive.org/web/2020/http://www.xinjiang.gov.cn/list.html",
        "https://www.hkexnews.hk/list.xlsx",
        "https://www.twse.com.tw/list.csv",
        "https://notqcc.com/",
        "https://cn.example.org/",
    ],
)
def test_only_ends_of_names_count(url: str) -> None:
    check_host(read_address(url), load_refused_hosts())


def test_every_reason_reads_as_a_part_of_a_sentence() -> None:
    assert [reason for reason in load_refused_hosts().values() if reason.endswith(".") or reason != reason.strip()] == []


def test_every_odd_host_is_named_at_once(refusal: Refusal) -> None:
    text = refusal(SHIPPED, load_refused_hosts)(
        ('suffix = "中國"', 'suffix = "中国"'),
        ('suffix = "公司"', 'suffix = ".CN"'),
        ('reason = "the company register Tianyancha"', 'reason = " "'),
    )
    assert "“xn--fiqs8s” stands twice" in text
    assert "“.CN” is not the end of a host name" in text
    assert "“tianyancha.com” has no reason" in text


def test_a_list_without_hosts_or_with_unknown_words_is_refused(refusal: Refusal) -> None:
    assert "unknown key “why”" in refusal(SHIPPED, load_refused_hosts)(("reason =", "why ="))
    assert "there is no [[host]]" in refusal('[[other]]\nsuffix = "cn"\n', load_refused_hosts)()
