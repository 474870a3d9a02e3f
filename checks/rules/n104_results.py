"""N104: the results of applications that the text names are those of table three."""

from collections.abc import Iterator
from functools import cache

from checks.catalogue import WHOLE_NUMBERS, Applies, Change, Example, Examples, Verdict, Words, rule
from checks.labels import row_label
from checks.model import Level
from checks.narrative.results import results
from checks.narrative.topics import Topic
from checks.rules._claims import MESSAGES, Cells, judge_claims
from checks.subject import Subject
from config.forms import cell_ids

_GROUPS = ("refused", "unavailable", "not_processed", "other")
_NAMES = {
    "granted": Words("予以公开", "granted"),
    "partially_granted": Words("部分公开", "partially granted"),
    "refused": Words("不予公开", "refused"),
    "unavailable": Words("无法提供", "unavailable"),
    "not_processed": Words("不予处理", "not processed"),
    "other": Words("其他处理", "handled otherwise"),
    "beyond_granted": Words("予以公开以外的结果", "results other than granted"),
}


@rule(
    "N104",
    name=Words("正文的办理结果与表三一致", "Text and table agree on the results of applications"),
    statement="正文写的予以公开、部分公开、不予公开、无法提供、不予处理、其他处理件数，等于表三相应各行总计之和。",
    level=Level.WARNING,
    law=("regulation.50", "form.2019", "form.2021"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    tolerance=WHOLE_NUMBERS,
    messages=MESSAGES,
    false_positives=(
        Words(
            "“不予公开”有时连无法提供、不予处理一并计算，也予接受；写明原因的一部分不比较",
            "“refused” may take in what is unavailable or not processed; parts named by their reason are not compared",
        ),
    ),
    related=("N103",),
    version=2,
    changes=(
        Change(
            version=2,
            what="one finding a sentence; 全部予以公开; results by their reason; those told together left aside",
        ),
    ),
    examples=Examples(
        passed=(
            Example(
                title="all results",
                texts={"1": "全年收到政府信息公开申请10件，其中予以公开7件，部分公开1件，无法提供2件。"},
            ),
            Example(title="refused with the unavailable", texts={"1": "办理政府信息公开申请10件，其中不予公开2件。"}),
        ),
        failed=(
            Example(
                title="another number granted",
                texts={"1": "全年收到政府信息公开申请10件，其中予以公开8件，部分公开1件，无法提供2件。"},
                level=Level.WARNING,
                suspects=("t3.granted.total",),
            ),
            Example(
                title="the sum of a group",
                texts={"1": "收到政府信息公开申请10件，无法提供3件。"},
                suspects=("t3.unavailable.not_held.total",),
            ),
            Example(
                title="all granted",
                texts={"1": "收到政府信息公开申请10件，全部予以公开。"},
                suspects=("t3.partially_granted.total",),
            ),
        ),
        inapplicable=(
            Example(title="free text of before 2019", year=2018, form="pre2019", forms={}),
            Example(title="the text is silent"),
            Example(title="last year", texts={"1": "2022年收到政府信息公开申请20件，予以公开15件。"}),
            Example(title="a reason only", texts={"1": "收到政府信息公开申请10件，因涉及商业秘密不予公开1件。"}),
            Example(title="about", texts={"1": "收到政府信息公开申请10件，予以公开约9件。"}),
        ),
        undecided=(
            Example(
                title="the cell cannot be read",
                texts={"1": "收到政府信息公开申请10件，予以公开8件。"},
                cells={"t3.granted.total": "约十"},
            ),
        ),
    ),
)
def result_counts(subject: Subject) -> Iterator[Verdict]:
    """The numbers of applications by result that the text names are those of table three, groups summed up.

    The same year's figures cannot differ (article 50; inaccurate reports are pursued under the form of 2021).

    Not applicable when the text names no such number.
    """
    readings, names = _meanings(subject.forms.get("t3", "2021"))
    return judge_claims(
        subject, list(results(subject.topics.counts(Topic.APPLICATIONS), subject.context)), readings, names, {}
    )


@cache
def _meanings(form: str) -> tuple[dict[str, tuple[Cells, ...]], dict[str, Words]]:
    """Return what each result may mean in a form, as sums of cells, and its name."""
    groups = {group: _rows(form, group) for group in _GROUPS}
    readings: dict[str, tuple[Cells, ...]] = {
        "granted": (("t3.granted.total",),),
        "partially_granted": (("t3.partially_granted.total",),),
        **{group: (cells,) for group, cells in groups.items()},
        **{cell.split(".", 1)[1].removesuffix(".total"): ((cell,),) for cells in groups.values() for cell in cells},
    }
    refused, unavailable, not_processed = groups["refused"], groups["unavailable"], groups["not_processed"]
    readings["refused"] = (
        refused,
        refused + unavailable,
        refused + not_processed,
        refused + unavailable + not_processed,
        unavailable,
    )
    beyond = tuple(cell for cells in groups.values() for cell in cells)
    readings["beyond_granted"] = (("t3.partially_granted.total", *beyond), beyond)
    readings["other"] = (groups["other"], groups["other"] + not_processed)
    return readings, {about: _NAMES.get(about) or _named(cells[0][0]) for about, cells in readings.items()}


def _rows(form: str, group: str) -> Cells:
    return tuple(cell for cell in cell_ids(form, "t3") if cell.startswith(f"t3.{group}.") and cell.endswith(".total"))


def _named(cell: str) -> Words:
    return Words(row_label(cell), row_label(cell))
