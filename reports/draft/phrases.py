"""The sentences of the page for those who write a report, in Chinese and English."""

from collections.abc import Mapping

from checks.words import Words
from config.settings import Lang


def tell(lang: Lang, key: str, **values: object) -> str:
    """Return a phrase in a language with its names filled in.

    Raises:
        KeyError: there is no such phrase, or a name has no value.
    """
    return PHRASES[key].fill(lang, values)


PHRASES: Mapping[str, Words] = {
    "title": Words("年度报告发布前检查", "Check of an annual report before it is published"),
    "intro": Words(
        "本页由 duban 根据报告文稿自动生成，供编写单位发布前自查。请从“必须改”开始逐条处理，"
        "每条都写明错在哪里、怎样改、依据什么。",
        "Made by duban from the draft, for those who write the report. Begin with what must be changed; every point "
        "says what is wrong, where, what to do, and by which law.",
    ),
    "checked": Words("检查日期 {day} · 检查规则 {n} 条", "Checked {day} · {n} rules"),
    "files": Words("本页检查的文件", "Documents on this page"),
    "file": Words("文件", "Document"),
    "body": Words("机关", "Body"),
    "year": Words("报告年度", "Report year"),
    "form": Words("表格格式", "Form of the tables"),
    "unknown": Words("没有认出", "not recognised"),
    "form_2021": Words("国办公开办函〔2021〕30号格式", "form of 国办公开办函〔2021〕30号"),
    "form_2019": Words("国办公开办函〔2019〕60号格式", "form of 国办公开办函〔2019〕60号"),
    "form_mixed": Words("新旧格式混用", "tables of both forms"),
    "form_pre2019": Words("2019 年以前的旧格式", "free text as before 2019"),
    "sections": Words("认出的部分", "Sections recognised"),
    "sections_value": Words("{n} 个（应有六个）", "{n} of six"),
    "cells": Words("读清的数字格", "Number cells read"),
    "cells_value": Words("{clear} 格，共 {all} 格", "{clear} of {all}"),
    "cells_blank": Words("{clear} 格，另有空白 {blank} 格，共 {all} 格", "{clear} of {all}; {blank} blank"),
    "as_understood": Words(
        "以上是机器对文稿的理解，如与文稿不符，下面的结论也会不准，请先核对。"
        "重绘的表格中，◆ 为存疑的格，带下划线的格参与计算。",
        "This is what the draft was taken for. Where it is wrong, so is what follows. In the tables below, ◆ marks a "
        "suspect cell; underlined cells take part in the sum.",
    ),
    "must": Words("必须改", "Must be changed"),
    "verify": Words("请核对", "Please verify"),
    "look": Words("建议看一看", "Worth a look"),
    "unclear": Words("机器没有读清", "Not clear to the machine"),
    "must_means": Words(
        "违反法规或统一格式，依据确凿，发布前应当改正。",
        "Breaks the law or the statutory form, beyond doubt; mend it before publishing.",
    ),
    "verify_means": Words(
        "很可能有误。核对后确实有误的要改。", "Very probably wrong. Verify, and change what is wrong."
    ),
    "look_means": Words("不一定有误，发布前值得看一眼。", "Not necessarily wrong, but worth a look before publishing."),
    "unclear_means": Words(
        "机器没有读清或不能断定，不等于有错；请人看一眼原稿。",
        "The machine could not read this or cannot decide. It does not say that anything is wrong.",
    ),
    "count": Words("{group} {n} 处", "{group}: {n}"),
    "lead_clean": Words(
        "没有发现需要处理的地方。机器检查没有发现问题，不等于报告一定合规，发布前仍请人工审核。",
        "Nothing to deal with was found. That is no proof of compliance: have a person read it before publishing.",
    ),
    "where": Words("在哪里", "Where"),
    "numbers": Words("有关数字", "The numbers"),
    "quoted": Words("原文", "As printed"),
    "advice": Words("怎样改", "What to do"),
    "law": Words("依据", "Law"),
    "done": Words("处理：□ 已改　□ 经核对无误　　说明：", "Done: □ changed  □ verified as right   Remark:"),
    "place_cells": Words("{section}的表格：{cells}", "the table of {section}: {cells}"),
    "place_section": Words("“{section}”部分", "section “{section}”"),
    "place_more": Words("{cells}等共 {n} 格", "{cells} and others, {n} cells in all"),
    "place_row": Words("“{row}”行的{columns}列", "row “{row}”, {columns}"),
    "place_in_file": Words("{where}（文件中 {place}）", "{where} ({place} of the document)"),
    "place_joint": Words("；", "; "),
    "colon": Words("：", ": "),
    "semicolon": Words("；", "; "),
    "closing": Words("检查了什么", "What was checked"),
    "in_order": Words("检查过、没有发现问题的", "Checked and found in order"),
    "in_order_none": Words("没有一项能够确认无误。", "Nothing could be confirmed."),
    "in_order_means": Words("“没有发现问题”只对这一项检查而言。", "In order means: this one check found nothing."),
    "unchecked": Words("没能检查的", "Could not be checked"),
    "unchecked_none": Words("没有。", "Nothing."),
    "unchecked_means": Words(
        "机器对这些事项没有下结论，请人工把关。", "Nothing is said about these matters; they need a person."
    ),
    "after_publishing": Words(
        "报告公布以后才能检查（是否按时、是否一直可以看到）",
        "can only be checked once the report is published (in time, still there)",
    ),
    "inapplicable": Words("不适用于这份报告的", "Not applicable to this report"),
    "review": Words(
        "请打开原稿对照：确有此问题的再改，没有问题的不必改。",
        "Compare with the draft itself: change it if it is so, leave it if not.",
    ),
    "footer": Words(
        "由 duban {version} 自动生成。机器检查不能代替人工审核；对某一条有疑问，"
        "可用命令 duban explain 规则编号 查看规则全文。",
        "Made by duban {version}. It does not replace a person who reads the report; `duban explain RULE` tells all "
        "about a rule.",
    ),
}
