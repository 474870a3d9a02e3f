"""X111: the web addresses printed in a report are those of governments."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.subject import Subject
from checks.wording.places import hits, shown

_ADDRESS = re.compile(r"(?<![@\w.-])(?:https?://|www\.)(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_GOVERNMENT = re.compile(r"(?:^|\.)(?:gov\.cn|政务)$|^\d+(?:\.\d+){3}$", re.IGNORECASE)
_PLATFORMS = re.compile(
    r"(?:^|\.)(?:weibo\.com|weibo\.cn|qq\.com|toutiao\.com|douyin\.com|kuaishou\.com|people\.com\.cn|people\.cn"
    r"|xinhuanet\.com|news\.cn|org\.cn|edu\.cn|ac\.cn|12345\.cn|12348\.cn|chinatax\.cn|example\.(?:com|cn|org))$",
    re.IGNORECASE,
)


@rule(
    "X111",
    name=Words("文中网址是政府网站", "The addresses in the text are those of governments"),
    statement="报告中印出的网址，主机名以 gov.cn 结尾，或属于常见的政务新媒体、公益平台。",
    level=Level.HINT,
    law=("regulation.24",),
    applies=Applies(),
    messages={
        "pass": Words("没有发现其他网址", "no other address was found"),
        "fail": Words(
            "网址 {hosts} 不是政府网站，请核对是否写错、过期或已被他人使用",
            "{hosts} is no government host; check whether it is misprinted, expired or taken over",
        ),
    },
    false_positives=(
        Words("用其他域名的政务平台、公共资源交易等网站", "public platforms under other domains"),
        Words("只看印出的网址，不访问", "printed addresses only; nothing is requested"),
    ),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="a government and its account",
                preamble="电子版见 http://www.yunxiu.gov.cn/zfxxgk 和 https://weibo.com/yunxiu，邮箱 gk@163.com。",
            ),
        ),
        failed=(
            Example(
                title="another domain",
                preamble="电子版见云岫县政府网站（http://www.yunxiu-info.com/nb），欢迎下载。",
                level=Level.HINT,
            ),
        ),
        inapplicable=(Example(title="no report", published=False),),
    ),
)
def links_to_governments(subject: Subject) -> Iterator[Verdict]:
    """The web addresses printed in the text are those of governments or of platforms that governments use.

    An address outside gov.cn may be misprinted, expired, or taken over by somebody else.

    Not applicable when there is no report.
    """
    found = {
        match["host"].lower(): sentence
        for sentence, _ in hits(subject, _ADDRESS, "http", "www.")
        for match in _ADDRESS.finditer(sentence.text)
        if not _GOVERNMENT.search(match["host"]) and not _PLATFORMS.search(match["host"])
    }
    if not found:
        yield Verdict(Outcome.PASS, "pass")
        return
    evidence: tuple[Evidence, ...] = shown(dict.fromkeys(found.values()))
    yield Verdict(Outcome.FAIL, "fail", {"hosts": list(found)}, key="+".join(sorted(found)), evidence=evidence)
