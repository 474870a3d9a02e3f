"""The sentences of protocols of evidence, in Chinese and English."""

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
    "title": Words("证据记录", "Protocol of evidence"),
    "made": Words("制作时间 {when} · 问题编号 {id}", "Drawn up {when} · finding {id}"),
    "intro": Words(
        "本页说明一项问题所依据的页面：何时、从哪个地址、得到什么。时间为访问时的实际时间，"
        "指纹为收到内容的 SHA-256 值。",
        "The pages one finding rests on: when they were asked for, at which address, and what came. Times are those of "
        "the visit by the real clock; fingerprints are the SHA-256 of what was received.",
    ),
    "finding": Words("问题", "The finding"),
    "pages": Words("所依据的页面", "The pages behind it"),
    "pages_none": Words("没有可以出示的页面。", "There is no page to show."),
    "report": Words("报告页面", "The report"),
    "attachment": Words("报告附件", "An attachment of the report"),
    "picture": Words("报告中的表格图片", "A picture that shows a table of the report"),
    "found_on": Words("报告由此页找到", "Page that led to the report"),
    "absence_page": Words("查看过而没有该报告的页面", "Page looked through without finding the report"),
    "origin": Words("该内容最初收到的一次访问", "Visit that first brought this content"),
    "file_by_hand": Words("人工录入的文件", "File entered by hand"),
    "by_hand": Words("人工录入，不是本系统抓取所得", "Entered by hand, not fetched by duban"),
    "address": Words("地址", "Address"),
    "leads_to": Words("转到", "Leads to"),
    "asked": Words("访问时间", "Asked for"),
    "asked_value": Words("{begun} 至 {ended}", "{begun} to {ended}"),
    "answer": Words("返回", "Answer"),
    "answer_value": Words("HTTP {status}，{outcome}", "HTTP {status}, {outcome}"),
    "no_answer": Words("没有返回：{outcome}", "none: {outcome}"),
    "remark": Words("备注", "Remark"),
    "type": Words("类型", "Type"),
    "size": Words("字节数", "Bytes"),
    "fingerprint": Words("SHA-256", "SHA-256"),
    "nothing": Words("没有内容", "no content"),
    "lost": Words("存档中的原件已损坏或丢失，未附", "the archived original is damaged or lost and is not enclosed"),
    "certificate": Words("连接", "Connection"),
    "shown": Words("证书", "Certificate"),
    "certificate_plain": Words("http，未加密", "http, not encrypted"),
    "certificate_good": Words("https，证书有效", "https, certificate valid"),
    "certificate_bad": Words("https，证书或协议有问题：{what}", "https, certificate or protocol not good: {what}"),
    "link": Words("链接文字", "Words of the link"),
    "list_date": Words("列表日期", "Date in the list"),
    "via": Words("由此页链接", "Linked from"),
    "who": Words("录入人", "Entered by"),
    "entered": Words("录入时间", "Entered"),
    "saved": Words("保存时间", "Saved"),
    "absence": Words("查看而没有见到", "Looked for and not found"),
    "absence_run": Words(
        "{instant} 的巡查（实际开始时间 {begun}）：验收合格，共访问 {pages} 个地址，没有见到该报告",
        "run of {instant} (begun {begun} by the real clock): accepted, {pages} addresses visited, the report was not "
        "among them",
    ),
    "absence_more": Words("另有 {n} 次合格巡查同样没有见到", "{n} more accepted runs did not find it either"),
    "life": Words("问题的经过", "Life of the finding"),
    "opened": Words("首次发现", "found"),
    "changed": Words("有变化", "changed"),
    "resolved": Words("已消除", "no longer there"),
    "reopened": Words("再次出现", "there again"),
    "files": Words("所附文件", "Files enclosed"),
    "files_how": Words(
        "WARC 与 WACZ 内容相同，可用 pywb、ReplayWeb.page 等工具重放；文件未被改动时，其 SHA-256 值与下列一致。",
        "WARC and WACZ hold the same; pywb, ReplayWeb.page and others replay them. A file that was not touched has the "
        "SHA-256 below.",
    ),
    "file": Words("文件", "File"),
    "about": Words("督办问题 {id} 的证据：{body} {year} 年度", "Evidence of finding {id}: {body}, {year}"),
}
