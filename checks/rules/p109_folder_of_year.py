"""P109: the report does not stand in the folder of an earlier year."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome, Publication
from checks.subject import Subject

_FOLDER = re.compile(r"/(20[0-4]\d)(?:n|nd|nb|年|年度|ndbg|nnb)?(?=/)")
_URL = "http://www.yunxiu.example/gknb/{}/1.html"


@rule(
    "P109",
    name=Words("在本年度的文件夹里", "In the folder of its year"),
    statement="年度报告的网址不在更早年度的文件夹里。",
    level=Level.HINT,
    law=("regulation.24",),
    applies=Applies(needs="publication"),
    inapplicable=(Words("没有见到报告，或网址中没有年份", "no report was seen, or its address names no year"),),
    tolerance=Words(
        "报告年度、以后的年份都可以：按发布年份分文件夹也常见",
        "the report year and any later one: many sites sort by the year of publication",
    ),
    messages={
        "pass": Words("网址中的年份是 {years}", "the address names {years}"),
        "fail": Words(
            "{year} 年度报告的网址在 {folder} 年的文件夹里：{url}",
            "the report of {year} is in the folder of {folder}: {url}",
        ),
        "none": Words("没有见到报告，或网址中没有年份", "no report was seen, or its address names no year"),
    },
    false_positives=(Words("系统沿用一个文件夹", "a system that goes on using one folder"),),
    related=("P107",),
    examples=Examples(
        passed=(
            Example(title="its own year", publication=Publication((_URL.format(2023),))),
            Example(title="the year of publication", publication=Publication((_URL.format("2024n"),))),
        ),
        failed=(Example(title="the folder of 2019", publication=Publication((_URL.format(2019),)), level=Level.HINT),),
        inapplicable=(
            Example(title="no report", published=False, publication=Publication()),
            Example(title="no year", publication=Publication(("http://www.yunxiu.example/202401/t20240120_1.html",))),
        ),
    ),
)
def folder_of_year(subject: Subject) -> Iterator[Verdict]:
    """The address of the report does not lie in the folder of an earlier year.

    Article 24: what is published can be searched; who looks in the folder of the year must find it.

    Not applicable when no report was seen, or its address names no year.
    """
    folders = {
        url: [int(year) for year in _FOLDER.findall(urlsplit(url).path)] for url in subject.publication.addresses
    }
    named = sorted({year for years in folders.values() for year in years})
    if not named or subject.year is None or not all(folders.values()):
        yield Verdict(Outcome.NOT_APPLICABLE, "none")
    elif max(named) >= subject.year:
        yield Verdict(Outcome.PASS, "pass", {"years": named})
    else:
        url = subject.publication.addresses[0]
        values = {"year": subject.year, "folder": max(named), "url": url}
        yield Verdict(Outcome.FAIL, "fail", values, evidence=(Evidence("地址", url, url=url),))
