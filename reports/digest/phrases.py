"""The sentences of digests and mails, in Chinese and English; single words are in `reports.wording`."""

from collections.abc import Mapping

from checks.words import Words
from config.settings import Lang
from reports.digest.site.phrases import PAGES


def say(lang: Lang, key: str, **values: object) -> str:
    """Return a phrase in a language with its names filled in.

    Raises:
        KeyError: there is no such phrase, or a name has no value.
    """
    return PHRASES[key].fill(lang, values)


PHRASES: Mapping[str, Words] = {
    **PAGES,
    # The head of the page
    "title": Words("政府信息公开工作年度报告督办简报", "Digest on the annual reports on open government information"),
    "title_day": Words("督办简报 {as_of}", "Digest {as_of}"),
    "as_of": Words("截至 {as_of}（当日 24 时前的记录）", "As of the end of {as_of}"),
    "audience": Words("发送对象：{who}", "For: {who}"),
    "audience_bodies": Words("所辖机关 {n} 个", "{n} bodies overseen"),
    "audience_level": Words("列出“{level}”及以上级别", "level {level} and graver"),
    "simulated_title": Words("模拟数据", "Simulated"),
    "simulated": Words(
        "本工作区按设定日期模拟运行（simulated = true）：各“截至”日期、首次发现日期为模拟日期，"
        "抓取时间为真实时间。不得作为通报依据。",
        "This workspace runs under set dates (simulated = true): days spoken of and days of discovery are simulated, "
        "fetch times are real. Not to be used against anybody.",
    ),
    "demo": Words(
        "本简报由演示程序生成，机关、网站和数据均属虚构。",
        "Made by the demonstration: bodies, sites and figures are invented.",
    ),
    "contents": Words("目录", "Contents"),
    # Headline
    "glance": Words("概况", "At a glance"),
    "lead": Words(
        "{expected} 个机关应发布 {year} 年度报告：{states}。{findings}",
        "{expected} reports for {year} are expected: {states}. {findings}",
    ),
    "lead_state": Words("{word} {n} 个", "{n} {word}"),
    "lead_findings": Words("共发现{levels}{review}。", "Found: {levels}{review}."),
    "lead_review": Words("；另有 {n} 项需人工复核或未能读出", "; {n} more need a person or could not be read"),
    "lead_level": Words("{word} {n} 项", "{n} × {word}"),
    "lead_clean": Words("已读报告中没有须告知的问题{review}。", "The reports read show nothing to tell{review}."),
    "lead_nobody": Words("没有应当发布报告的机关。", "No body is expected to publish a report."),
    "figures_caption": Words("各年度发布情况与问题数量", "Publication and findings by report year"),
    "report_year": Words("报告年度", "Report year"),
    "expected": Words("应发布", "expected"),
    "review_word": Words("待复核", "to review"),
    "chart_title": Words("{year} 年度报告发布日期与截止日期", "Publication of the {year} reports against the last day"),
    "chart_lane": Words(
        "{day} 截止（{kinds}）：{published}/{expected} 已发布",
        "due {day} ({kinds}): {published} of {expected} published",
    ),
    "chart_words": Words(
        "截止日 {day}：应发布 {expected} 个，按期 {on_time} 个，逾期 {late} 个，其余 {rest} 个没有可用的发布日期。",
        "Last day {day}: {expected} expected, {on_time} in time, {late} late, {rest} without a usable date.",
    ),
    "chart_key": Words(
        "竖线为截止日，虚线为截至日；实心为按期，空心为逾期；柱高为当日发布数（最高 {most}）。",
        "Line: last day; dashes: as of; solid: in time; hollow: late; height: reports that day (most {most}).",
    ),
    "overview": Words("各机关一览", "All bodies"),
    "overview_caption": Words(
        "各机关各年度的发布状态、日期和未了结的问题", "Standing, date and open findings of every body and year"
    ),
    "body_and_year": Words("机关与年度", "Body and year"),
    "what": Words("事项", "What"),
    "body": Words("机关", "Body"),
    "not_expected": Words("不要求", "not expected"),
    "days_late": Words("晚 {n} 天", "{n} days late"),
    "late_unproven": Words("尚待证实", "not proven yet"),
    "due_on": Words("截止 {day}", "due {day}"),
    # News
    "news": Words("本期变化", "What is new"),
    "news_since": Words("与上期（{since}）相比", "Since the digest of {since}"),
    "news_first": Words(
        "这是首份简报，以下所列均为首次报告。", "This is the first digest; everything below is told for the first time."
    ),
    "news_none": Words("与上期（{since}）相比没有变化。", "Nothing changed since the digest of {since}."),
    "news_caption": Words("自上期以来的变化", "Changes since the last digest"),
    "change": Words("变化", "Change"),
    "new": Words("新增", "new"),
    "mended": Words("已消除", "mended"),
    "dropped": Words("规则调整后不再列出", "no longer held, by a change of rules"),
    "reread": Words("重新读取同一页面后不再列出", "no longer held, the same page was read better"),
    "new_by_rules": Words("规则调整后新列出", "new by a change of rules"),
    "new_by_reading": Words("重新读取同一页面后新列出", "new by another reading of the same page"),
    "changed_by_rules": Words("规则调整后有变化", "changed by a change of rules"),
    "changed_by_reading": Words("重新读取同一页面后有变化", "changed by another reading of the same page"),
    "silenced": Words("规则停用后不再列出", "no longer held, the rule was switched off"),
    "beside": Words("其他报告变动后不再列出", "no longer held, the reports it was compared with changed"),
    "reopened": Words("再次出现", "reopened"),
    "changed": Words("有变化", "changed"),
    "standing": Words("状态变化", "standing"),
    "standing_change": Words("{before} → {after}", "{before} → {after}"),
    "edition": Words("报告有改动", "report changed"),
    "edition_change": Words(
        "网站上的报告内容与上期所见不同", "The report on the site differs from the one seen before"
    ),
    # Deadlines
    "deadlines": Words("即将到期", "Deadlines ahead"),
    "deadlines_none": Words("今后 {days} 天内没有截止日期。", "No last day falls within the next {days} days."),
    "deadlines_caption": Words("今后 {days} 天内的截止日期", "Last days within the next {days} days"),
    "deadline_weekend": Words("{day}（周末，不因此顺延）", "{day} (a weekend, which does not move it)"),
    "deadline_holiday": Words("{day}（节假日，不因此顺延）", "{day} (a public holiday, which does not move it)"),
    "deadline_day": Words("截止日期", "Last day"),
    "days_left": Words("还有 {n} 天", "{n} days left"),
    "rests_on": Words("依据", "Rests on"),
    "waiting": Words("尚未发布", "Not published yet"),
    "waiting_none": Words("均已发布", "none: all published"),
    # Part one
    "part_findings": Words("一、发现的问题", "1. Findings"),
    "part_findings_intro": Words(
        "每一条都列出依据，可对照原文逐项核实。重绘的表格中，◆ 为存疑的单元格，带下划线的单元格参与计算。",
        "Each finding shows what it rests on, to be checked against the original. In the redrawn tables ◆ marks the "
        "suspect cell; underlined cells take part in the arithmetic.",
    ),
    "findings_none": Words("没有未了结的问题。", "There are no open findings."),
    "urgent": Words("{year} 年度错误一览", "Errors of {year} at a glance"),
    "urgent_caption": Words("{year} 年度报告的全部错误级问题", "All findings of level error on reports for {year}"),
    "finding": Words("问题", "Finding"),
    "year_heading": Words("{year} 年度报告", "Report for {year}"),
    "due_calendar": Words("截止 {due}（{source}）", "due {due} ({source})"),
    "published_calendar": Words("发布 {day}（据{source}）", "published {day} ({source})"),
    "absent_calendar": Words("最后一次证实未见 {when}", "last proven absent {when}"),
    "seen_calendar": Words("首次看到 {when}", "first seen {when}"),
    "document": Words("所据文本", "Document judged"),
    "address": Words("原始网址", "Address"),
    "fetched": Words("抓取时间", "Fetched"),
    "entered_by_hand": Words("人工录入：{who}", "Entered by hand: {who}"),
    "raw": Words("原文", "Original"),
    "more_proofs": Words("另有 {n} 处证据未列出", "{n} more pieces of evidence are not listed"),
    "raw_empty": Words("（空）", "(empty)"),
    "raw_cell": Words("原文“{raw}”", "original “{raw}”"),
    "should": Words("按其余各格应为 {value}", "by the other cells {value}"),
    "suspect": Words("存疑", "suspect"),
    "excerpt_caption": Words("{table}（{heading}）相关行", "Rows concerned of {table} ({heading})"),
    "omitted": Words(
        "另有 {n} 行参与计算、数值均为 0，未重绘。", "{n} more rows take part with zeros only and are not drawn."
    ),
    "t2": Words("主动公开情况表", "table of section 2"),
    "t3": Words("申请情况表", "table of section 3"),
    "t4": Words("复议诉讼情况表", "table of section 4"),
    "item": Words("项目", "Item"),
    "law": Words("依据", "Law"),
    "if_so": Words("（若属实为{level}）", "(if so: {level})"),
    "reason": Words("说明", "Reason"),
    "first_found": Words("首次发现 {day}", "first found {day}"),
    "finding_id": Words("编号 {id}", "no. {id}"),
    "past_title": Words("以前年度汇总", "Earlier years in sum"),
    "past_intro": Words(
        "以前年度（{years}）尚有 {n} 项，按规则汇总；逐项内容在各机关、各规则的页面上。",
        "{n} findings of earlier years ({years}) still stand, summed up by rule here; the pages of bodies and rules "
        "list them all.",
    ),
    "past_caption": Words("以前年度的问题，按规则", "Findings of earlier years by rule"),
    "past_years": Words("年度", "Years"),
    "past_bodies": Words("机关数", "Bodies"),
    "past_number": Words("项数", "Findings"),
    "earlier_years": Words("以前年度的事项", "Earlier years"),
    "earlier_years_counted": Words("以前年度的问题：", "Findings of earlier years: "),
    "earlier_years_show": Words("展开或收起（打印时全部列出）", "show or hide (all are printed)"),
    "clean": Words(
        "已读 {year} 年度报告而未发现问题的机关", "Bodies whose report for {year} was read and nothing found"
    ),
    "clean_meaning": Words("未发现问题不等于证明合规。", "That nothing was found is no proof of compliance."),
    # What staff decided
    "confirmed": Words("{author}已核实属实（{day}）", "confirmed by {author} ({day})"),
    "noted": Words("{author}备注（{day}）", "note by {author} ({day})"),
    "notified": Words("整改通知（{day}，要求 {due} 前改正）：{state}", "notice of {day}, due {due}: {state}"),
    "waived_title": Words("已豁免的问题", "Waived findings"),
    "waived_intro": Words(
        "以下 {n} 项经工作人员决定豁免，不计入以上各项数字；期满或报告内容改变后恢复列出。",
        "Staff have waived these {n}; no figure above counts them. They are told again once the waiver has run out or "
        "the report has changed.",
    ),
    "waived_by": Words("{author}豁免至 {until}：{reason}", "waived until {until} by {author}: {reason}"),
    "idle_title": Words("不再有效的豁免和核实（waivers.toml）", "Decisions of waivers.toml that hold for nothing"),
    # Changes of published reports
    "revisions": Words("已公布报告的改动", "Changes of published reports"),
    "revisions_intro": Words(
        "同一报告先后两次所见内容的差别；版式、计数、广告等变化不计。两次的原件均已存档。",
        "What differs between two contents of one report, seen one after the other; layout, counters and adverts do "
        "not count. Both originals are archived.",
    ),
    "revisions_none": Words("没有发现已公布的报告被改动。", "No published report was seen to change."),
    "revised_between": Words("{before} 所见 → {after} 所见", "as seen {before} → as seen {after}"),
    "revised_caption": Words("{body} {year} 年度报告改动的单元格", "Cells changed in the report of {body} for {year}"),
    "revised_cell": Words("单元格", "Cell"),
    "revised_before": Words("原来", "Before"),
    "revised_after": Words("现在", "Now"),
    "revised_gone": Words("（无此格）", "(no such cell)"),
    "revised_title": Words("标题", "Title"),
    "revised_removed": Words("删去", "gone"),
    "revised_added": Words("新增", "new"),
    "revised_more": Words("另有 {n} 格改动未列出", "{n} more changed cells are not listed"),
    "revised_unclear": Words("另有 {n} 格未能读准，未作比较", "{n} cells were not clearly read and are not compared"),
    # Part two
    "part_gaps": Words("二、未能评判的事项", "2. Could not be evaluated"),
    "part_gaps_intro": Words(
        "以下事项既不能认定有问题，也不能认定没有问题，请勿作为通报依据。",
        "Nothing is said here for or against anybody: these matters could not be judged.",
    ),
    "gaps": Words("未能查看或未能读出的报告", "Reports not looked at or not read"),
    "gaps_caption": Words("未能查看或未能读出的报告及原因", "Reports not looked at or not read, and why"),
    "gaps_none": Words("应查看的报告均已查看并读出。", "All reports expected were looked at and read."),
    "why": Words("原因", "Why"),
    "gap_partly": Words(
        "部分内容未能读出，相关规则未作判断", "Parts could not be read; the rules concerned say nothing"
    ),
    "gap_unreadable": Words(
        "已找到文本，但未能读出表格和章节", "A document was found, but neither tables nor sections could be read"
    ),
    "gap_undated": Words(
        "所见日期不一致或不足，无法判断是否按时", "The dates seen disagree or do not suffice to tell whether in time"
    ),
    "gap_never": Words("该网站尚无合格巡查", "No run of this site has been accepted yet"),
    "gap_after_due": Words(
        "截止日期之后尚无合格巡查（最近一次 {when}）", "No accepted run after the last day (the newest: {when})"
    ),
    "doubts": Words("疑似年度报告、未能认定的页面", "Pages that may be annual reports"),
    "doubts_caption": Words(
        "未能读出或未能认定归属的页面；在此期间不据该来源认定任何机关未发布",
        "Pages that could not be read or attributed; while they stand, nobody of this source is called missing",
    ),
    "page": Words("页面", "Page"),
    "reviews": Words("需要人工判断的事项", "For a person to decide"),
    "unanswered": Words("未能评判的规则", "Rules that could not be answered"),
    "unanswered_caption": Words(
        "已有报告中未能评判的规则及原因", "Rules not evaluated on reports that were read, and why"
    ),
    "rule": Words("规则", "Rule"),
    "reports_number": Words("报告数", "Reports"),
    # Part three
    "part_sources": Words("三、数据来源状况", "3. Health of the sources"),
    "part_sources_intro": Words(
        "只有完整、合格的巡查才能证明“没有”。来源异常时，上文不会据此认定任何机关未发布。",
        "Only a complete, accepted run can prove absence. Trouble of a source is never held against a body.",
    ),
    "sources_caption": Words("各来源最近的巡查", "The newest runs of every source"),
    "sources_none": Words("没有登记任何来源。", "No source is registered."),
    "source": Words("来源", "Source"),
    "state": Words("状态", "State"),
    "last_accepted": Words("最近合格巡查", "Last accepted run"),
    "last_run": Words("最近巡查", "Last run"),
    "never": Words("无", "none"),
    "failures": Words("其后连续 {n} 次未合格", "{n} not accepted since"),
    "column_found": Words("栏目 {url}", "column {url}"),
    "serves": Words("涉及机关", "Bodies"),
    "new_rows": Words("统计表格式可能有变", "The form may have changed"),
    "new_row": Words(
        "{year} 年度有 {bodies} 个机关（共 {of} 个）的报告都有一行“{label}”，现有格式没有。如格式已修订，请升级 duban；"
        "在此之前，这一行不算这些机关的问题，涉及它的合计也不作判断。",
        "The reports of {bodies} bodies (of {of}) for {year} have a row “{label}” that no known form has. If the form "
        "was revised, update duban; until then the row is held against none of them, and sums over it are not judged.",
    ),
    "jobs": Words("定时任务的异常", "Trouble with scheduled jobs"),
    "jobs_caption": Words("近期未按计划完成的定时任务", "Scheduled jobs of late that did not go as planned"),
    "job": Words("任务", "Job"),
    "job_planned": Words("计划时间", "Planned"),
    # Method
    "method": Words("方法与范围", "Method and coverage"),
    "coverage_caption": Words("查看了什么", "What was looked at"),
    "cover_bodies": Words("机关", "Bodies"),
    "cover_bodies_value": Words("{n} 个，报告年度 {years}", "{n}, report years {years}"),
    "cover_reports": Words("应发布报告", "Reports expected"),
    "cover_reports_value": Words(
        "{expected} 份；看到 {seen} 份，其中完整读出 {whole} 份",
        "{expected}; {seen} seen, {whole} of them read in full",
    ),
    "cover_hand": Words("人工录入", "Entered by hand"),
    "cover_hand_value": Words("{n} 份，已逐处注明", "{n}, each marked as such"),
    "cover_sources": Words("来源", "Sources"),
    "cover_sources_value": Words(
        "{n} 个，其中最近一次巡查合格的 {accepted} 个", "{n}, the newest run accepted for {accepted}"
    ),
    "cover_runs": Words("最近巡查时间", "Newest runs"),
    "cover_runs_value": Words("{first} 至 {last}", "{first} to {last}"),
    "cover_evaluated": Words("规则评判", "Rules applied"),
    "cover_evaluated_value": Words("截至 {day} 的内容", "to what was known at the end of {day}"),
    "cover_rules": Words("规则", "Rules"),
    "cover_rules_value": Words("{n} 条启用，{off} 条停用", "{n} applied, {off} switched off"),
    "cover_rules_changed": Words(
        "{n} 条启用（其中 {changed} 条改变了级别或适用地区），{off} 条停用",
        "{n} applied ({changed} of them with another level or not everywhere), {off} switched off",
    ),
    "rules_title": Words("规则与结果", "Rules and their answers"),
    "rules_caption": Words("每条规则在全部报告上的结果数", "What every rule answered, over all reports"),
    "rules_changed": Words("由设置停用或改变级别的规则", "Rules switched off or changed by the settings"),
    "rule_changed": Words("{where}{said}：{reason}", "{where}{said}: {reason}"),
    "rule_region": Words("行政区划代码 {region} 开头的机关，", "for bodies whose region code begins with {region}, "),
    "rule_off": Words("停用", "switched off"),
    "rule_level": Words("级别由“{before}”改为“{level}”", "level {level} instead of {before}"),
    "rule_as_is": Words("照常适用", "as in the catalogue"),
    "rule_no_reason": Words("设置中未写理由", "no reason is given in the settings"),
    "meanings": Words("用语说明", "Words used"),
    "one_pass": Words(
        "“通过”表示该项检查未发现问题，不等于证明合规。",
        "“Pass” means that this check found nothing; it proves no compliance.",
    ),
    "evidence_note": Words(
        "每份文本按收到的原样存档，可用其 SHA-256 值核对；命令 duban evidence 编号 可调出任一问题的证据。",
        "Every document is archived as received and can be checked by its SHA-256; `duban evidence NUMBER` shows the "
        "evidence of a finding.",
    ),
    "separator": Words("、", ", "),
    "colon": Words("：", ": "),
    "stop": Words("。", ". "),
    "origin": Words("来源", "Origin"),
    "clause": Words("，", ", "),
    "space": Words("", " "),
    "semicolon": Words("；", "; "),
    # Mail
    "mail_subject": Words("{mark}年报督办 {as_of}：{what}", "{mark}Annual reports {as_of}: {what}"),
    "mail_subject_simulated": Words("【模拟】", "[simulated] "),
    "mail_subject_nothing": Words("{year} 年度无异常", "{year}: nothing amiss"),
    "mail_subject_year": Words("{year} 年度{what}", "{year}: {what}"),
    "mail_brief_subject": Words("年报督办 {as_of}：没有新的情况", "Annual reports {as_of}: nothing new"),
    "brief_standing": Words("目前：", "As things stand: "),
    "mail_full": Words("网页版简报保存在工作区 {path}", "The digest as a page lies in the workspace: {path}"),
    "mail_footer": Words(
        "本邮件由 duban 自动生成，同样内容只发一次；如有疑问，请联系运行本系统的同事。",
        "Made by duban, once for each content. Questions go to the people who run it.",
    ),
    "mail_earlier": Words("以前年度尚未了结的事项", "Earlier years: what still stands"),
    "mail_omitted": Words(
        "限于篇幅，另有 {n} 项未在邮件中列出，见网页版简报。", "{n} more findings are not in this mail; see the page."
    ),
    "findings_none_year": Words(
        "{year} 年度在所选级别内没有未了结的问题。", "There are no open findings of the chosen levels for {year}."
    ),
}
