"""X108: no personal data of applicants is published."""

import re
from collections.abc import Iterable, Iterator

from checks.catalogue import Change, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.narrative.sentences import Sentence
from checks.subject import Subject
from checks.wording.personal import PersonalData, masked, personal_data

KINDS = {
    "id": Words("身份证号", "an identity number"),
    "mobile": Words("手机号", "a mobile number"),
    "name": Words("申请人姓名", "the name of an applicant"),
}


@rule(
    "X108",
    name=Words("没有公开个人信息", "No personal data is published"),
    statement="正文没有申请人姓名、身份证号、手机号；办公电话和经办人员不算。",
    level=Level.WARNING,
    law=("regulation.15",),
    inapplicable=(Words("没有报告", "there is no report"),),
    messages={
        "pass": Words("没有发现个人信息", "no personal data was found"),
        "fail": Words("正文公开了{kind}（{mask}），请立即遮盖", "the text publishes {kind} ({mask}); cover it at once"),
        "review": Words(
            "正文可能公开了{kind}（{mask}），请查看原文", "the text may publish {kind} ({mask}); see the original"
        ),
    },
    meanings={
        Outcome.FAIL: Words(
            "写明是身份证号，或校验位正确；内容已遮盖，请看原文",
            "called an identity number, or of a valid check sign; shown masked",
        ),
        Outcome.NEEDS_REVIEW: Words("可能是个人信息；内容已遮盖，请看原文", "this may be personal data; shown masked"),
    },
    false_positives=(
        Words(
            "办公电话、联系人、领导和经办人员，18位的统一社会信用代码、文件编号不算",
            "office telephones, contact persons, officials, and other numbers of 18 digits do not count",
        ),
    ),
    related=("I108",),
    version=2,
    changes=(
        Change(
            version=2,
            what="one finding a sentence; numbers called identity numbers, names beside telephones, names in a list",
        ),
    ),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="the office, its people and its numbers",
                preamble="联系人：王建国，联系电话：13800000000，0000-8888888，邮箱13800000000@example.com。",
                texts={"1": "申请人陈述意见2次，申请人王某某撤回申请，统一社会信用代码113200000140043490。"},
            ),
            Example(
                title="a telephone for applicants", texts={"1": "申请人可拨打联系电话13800000000，或向联系人咨询。"}
            ),
            Example(
                title="applicants as a kind", texts={"1": "与申请人于5日内沟通，申请人高度认可，申请人要求更正1件。"}
            ),
        ),
        failed=(
            Example(
                title="an identity number",
                texts={"1": "收到李大山（身份证号11010519491231002X）的申请。"},
                level=Level.WARNING,
            ),
            Example(
                title="an identity number with a slip in it",
                texts={"1": "收到李大山（身份证号110105194912310021）的申请。"},
                level=Level.WARNING,
            ),
            Example(
                title="name and mobile number of an applicant",
                texts={"1": "申请人李大山，联系电话13912345678，要求公开补偿方案。"},
                outcome=Outcome.NEEDS_REVIEW,
            ),
            Example(
                title="the mobile number of an applicant",
                texts={"1": "申请人（电话13912345678）要求公开补偿方案。"},
                outcome=Outcome.NEEDS_REVIEW,
            ),
            Example(
                title="names of applicants",
                texts={"1": "全年办理申请2件，分别为申请人王小明申请公开补偿方案、申请人李大山要求公开合同。"},
                outcome=Outcome.NEEDS_REVIEW,
            ),
            Example(
                title="applicants listed",
                texts={"1": "收到申请2件，申请人分别为王小明、李大山，均已答复。"},
                outcome=Outcome.NEEDS_REVIEW,
            ),
        ),
        inapplicable=(Example(title="nothing was found", published=False),),
    ),
)
def no_personal_data(subject: Subject) -> Iterator[Verdict]:
    """The text has no names, identity numbers or mobile numbers of applicants.

    Article 15: what would harm others, such as personal privacy, is not published. What was found is masked in message
    and evidence, so that no digest spreads it further.

    Not applicable when there is no report.
    """
    found: dict[str, list[PersonalData]] = {}
    for together in _by_sentence(subject):
        gravest = min((piece.kind for piece in together), key=list(KINDS).index)
        found.setdefault(gravest, []).extend(together)
    for kind, pieces in found.items():
        certain = kind == "id"
        kinds = [words for each, words in KINDS.items() if any(piece.kind == each for piece in pieces)]
        masks = list(dict.fromkeys(masked(piece.text, piece.kind) for piece in pieces))[:3]
        yield Verdict(
            Outcome.FAIL if certain else Outcome.NEEDS_REVIEW,
            "fail" if certain else "review",
            {"kind": kinds, "mask": masks},
            key=kind,
            evidence=tuple(Evidence(piece.sentence.place, _covered(piece, subject)) for piece in pieces[:3]),
        )
    if not found:
        yield Verdict(Outcome.PASS, "pass")


def _by_sentence(subject: Subject) -> Iterable[list[PersonalData]]:
    """Return the personal data of each sentence together: what one sentence gives away is told once."""
    found: dict[Sentence, list[PersonalData]] = {}
    for piece in personal_data(subject):
        found.setdefault(piece.sentence, []).append(piece)
    return found.values()


def _covered(piece: PersonalData, subject: Subject) -> str:
    """Return the sentence with every piece of personal data in it masked, whatever its kind."""
    text = piece.sentence.text
    for other in personal_data(subject):
        text = text.replace(other.text, masked(other.text, other.kind))
    return re.sub(r"\d{11,}", lambda digits: masked(digits.group(), "id"), text)
