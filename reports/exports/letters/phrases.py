"""The sentences of letters, in Chinese and English."""

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
    "number": Words("（发文字号）", "(number of this document)"),
    "to": Words("{who}：", "To {who}:"),
    "everybody": Words("各有关单位", "all bodies concerned"),
    "annex": Words("附件", "Annex"),
    "annexes": Words("附件：{title}", "Annex: {title}"),
    # Notice
    "notice_title": Words(
        "关于整改{year}年度政府信息公开工作年度报告有关问题的通知",
        "Notice to mend the annual report on open government information of {year}",
    ),
    "notice_lead": Words(
        "我办依据《中华人民共和国政府信息公开条例》对各单位政府信息公开工作年度报告进行了检查。"
        "截至{as_of}，检查发现你单位{year}年度报告有下列情况，请于{due}前处理，并按附件反馈。",
        "Under the Regulation on Open Government Information we have looked at the annual reports. As of {as_of} we "
        "found the following about yours of {year}. Please deal with it by {due} and answer with the annex.",
    ),
    "faults": Words("须整改的问题", "To be mended"),
    "doubts": Words("须核实的问题", "To be verified"),
    "doubts_lead": Words(
        "下列情况很可能有误，尚未最后认定。请核实：确有错误的，一并改正；没有错误的，说明情况。",
        "What follows is very probably wrong but not established. Verify it: mend what is wrong, explain what is not.",
    ),
    "not_met": Words("不符合“{name}”", "Not met: {name}"),
    "to_verify": Words("请核对“{name}”", "To be verified: {name}"),
    "what": Words("问题：{text}。", "What: {text}."),
    "raw": Words("原文：{text}。", "As printed: {text}."),
    "raw_at": Words("{place}“{text}”", "{place}: “{text}”"),
    "law": Words("依据：{text}。", "Law: {text}."),
    "advice": Words("办法：{text}。", "How: {text}."),
    "proof": Words(
        "证据编号：{id}（可用此编号向我办调取当时的网页）", "Evidence: {id} (ask us for the page as it was)"
    ),
    "document": Words(
        "所据文本：{title}，{url}，抓取于 {fetched}，SHA-256 {sha256}",
        "Document: {title}, {url}, fetched {fetched}, SHA-256 {sha256}",
    ),
    "document_by_hand": Words(
        "所据文本：{title}，{url}，由{who}人工录入于 {fetched}，SHA-256 {sha256}",
        "Document: {title}, {url}, entered by hand by {who} {fetched}, SHA-256 {sha256}",
    ),
    "other_page": Words(
        "另据：{url}，抓取于 {fetched}，SHA-256 {sha256}", "Also: {url}, fetched {fetched}, SHA-256 {sha256}"
    ),
    "demands": Words("有关要求", "What is asked"),
    "demand_mend": Words(
        "请在{due}前改正，并在原栏目重新公布改正后的报告。是否改正，以网站上所见为准。",
        "Mend it by {due} and publish the mended report where it was. Whether it is mended is what the site shows.",
    ),
    "demand_table": Words(
        "改正数据请以台账为准，先查明哪一格有误，不要为凑平而改动合计。",
        "Take figures from your records: find the cell that is wrong, and do not bend a total to fit.",
    ),
    "demand_answer": Words(
        "对所列情况有不同意见的，请在反馈表中说明理由并附材料，我办核实后答复。",
        "If you do not agree, say why in the annex and enclose what shows it; we will verify and answer.",
    ),
    "answer_title": Words("整改情况反馈表", "Answer to the notice"),
    "answer_head": Words("序号|问题编号|问题|处理情况|完成日期", "No.|Finding|What|What was done|Done on"),
    "answer_sign": Words(
        "单位（盖章）：　　　　　经办人：　　　　　电话：",
        "Body (seal):                Name:                Telephone:",
    ),
    "excerpt_item": Words("项目", "Item"),
    "suspect": Words("◆{text}", "◆{text}"),
    "suspect_should": Words("◆{text}（按其余各格应为{value}）", "◆{text} (by the other cells {value})"),
    # Circular
    "circular_title": Words(
        "关于{year}年度政府信息公开工作年度报告发布和质量情况的通报",
        "Circular on the annual reports on open government information of {year}",
    ),
    "circular_lead": Words(
        "为掌握{year}年度政府信息公开工作年度报告的发布和质量情况，我办对有关单位网站进行了检查。"
        "现将截至{as_of}的情况通报如下。",
        "We have looked at the websites of all bodies concerned for the annual reports of {year}. This is what stood "
        "there as of {as_of}.",
    ),
    "overall": Words("总体情况", "Overall"),
    "overall_text": Words(
        "应当发布{year}年度报告的单位共{expected}个：{groups}。",
        "{expected} bodies were to publish a report for {year}: {groups}.",
    ),
    "group": Words("{word}{n}个", "{n} {word}"),
    "group_on_time": Words("按时发布", "in time"),
    "group_published": Words("已发布（未规定期限）", "published, no last day set"),
    "group_late": Words("逾期发布", "late"),
    "group_missing": Words("逾期未发布", "missing"),
    "group_withdrawn": Words("发布后撤下", "withdrawn"),
    "group_ahead": Words("未到期", "not due yet"),
    "group_unclear": Words("尚待核实", "still to be verified"),
    "unclear_text": Words(
        "尚待核实的单位，系网站未能查看、日期不足以认定或仅按惯例期限计算，不作为通报对象。",
        "Bodies still to be verified could not be looked at, cannot be dated, or have a last day by practice only; "
        "this circular says nothing about them.",
    ),
    "timely": Words("发布时间", "Publication"),
    "timely_none": Words("没有查实逾期发布、未发布或撤下的单位。", "Nobody was proven late, missing or withdrawn."),
    "timely_head": Words("单位|情况|依据", "Body|What|Law"),
    "quality": Words("报告质量", "Quality of the reports"),
    "quality_text": Words(
        "对已读出的{read}份报告进行检查，查实错误{errors}项，涉及{bodies}个单位；另有很可能有误、须单位自行核实的"
        "{warnings}项，不点名。没有发现问题不等于报告完全合规。",
        "Of the {read} reports that were read, {bodies} bodies have {errors} errors beyond doubt; {warnings} more "
        "points are probably wrong and left to the bodies to verify, unnamed. Nothing found is no proof of compliance.",
    ),
    "quality_head": Words("类别|错误项数|涉及单位数|待单位核实项数", "Family|Errors|Bodies|To be verified"),
    "quality_none": Words("没有查实的错误。", "No error was established."),
    "family_text": Words("{family}（{n}项）", "{family} ({n})"),
    "family_item": Words("{body}：{text}。", "{body}: {text}."),
    "family_more": Words("另有{n}项，见问题台账。", "{n} more are in the ledger."),
    "asked": Words("工作要求", "What is asked"),
    "asked_publish": Words(
        "尚未发布的单位，请尽快在规定栏目发布，并告知我办。", "Bodies without a report: publish it and tell us."
    ),
    "asked_mend": Words(
        "存在错误的单位，请对照整改通知逐项核对、改正后重新公布；有不同意见的，可附材料说明。",
        "Bodies with errors: go through the notice, mend and publish anew; if you do not agree, say so and show why.",
    ),
    "asked_check": Words("其他单位请对照上述问题自查。", "Everybody else: look for the same in your own report."),
    "list_title": Words("{year}年度报告发布情况一览", "Publication of the reports of {year}"),
    "list_head": Words("单位|类型|发布情况|发布日期|截止日期", "Body|Kind|State|Published|Last day"),
}
