"""The words of the pages that lie beside a digest, and of its charts."""

from collections.abc import Mapping

from checks.words import Words

PAGES: Mapping[str, Words] = {
    "index_title": Words("全部机关与地区", "All bodies and regions"),
    "index_intro": Words(
        "本目录是静态网页，可直接打开，也可放在任何网站服务器上；内容有变化的页面才会重写。",
        "Static pages, to be opened as files or served by any web server; a page is rewritten when it changes.",
    ),
    "index_latest": Words("最新简报", "The newest digest"),
    "index_earlier": Words("历次简报", "Earlier digests"),
    "index_rules": Words("检查规则", "Rules"),
    "region": Words("地区", "Region"),
    "regions_title": Words("按地区", "By region"),
    "regions_within": Words("下辖地区", "Regions within"),
    "regions_caption": Words(
        "各地区本年度发布情况与问题（含下辖地区）",
        "Publication and findings of the current year by region, all within it",
    ),
    "region_unknown": Words("未登记行政区划", "Region not registered"),
    "region_all": Words("全部机关", "All bodies"),
    "region_bodies": Words("本地区机关", "Bodies of this region"),
    "by_fault": Words("按问题类型", "By fault"),
    "by_body": Words("按机关", "By body"),
    "faults_caption": Words(
        "各规则发现的问题（规则编号链到说明和逐项清单）",
        "What every rule found; its number leads to the rule and the list",
    ),
    "fault_now": Words("{year} 年度", "{year}"),
    "fault_earlier": Words("以前年度", "Earlier years"),
    "body_lines_caption": Words(
        "{year} 年度有问题或未按时发布的机关，最严重的在前",
        "Bodies with findings or out of time for {year}, gravest first",
    ),
    "families_title": Words("{year} 年度问题按类别", "Findings of {year} by family"),
    "families_key": Words("■ 错误、▲ 警告、○ 提示。", "■ error, ▲ warning, ○ hint."),
    "applications_title": Words("{name}近年收到的政府信息公开申请", "Applications received, {name}"),
    "applications_year": Words(
        "{year} 年 {sum} 件（{expected} 份应发布报告中 {read} 份读准并计入）",
        "{year}: {sum} (over {read} reports read with certainty, of {expected} expected)",
    ),
    "applications_key": Words(
        "只合计读准的“本年新收政府信息公开申请数量总计”；政府的报告包含所属机关的数据，有所属机关时不重复计入；"
        "虚线框表示尚缺报告。",
        "Only “received, total” that was read with certainty is summed; a government's report comprises those of its "
        "bodies and is not counted beside them; dashed: reports are lacking.",
    ),
    "applications_uneven": Words(
        "各年计入的报告数不同，不能直接比较。",
        "The years sum different numbers of reports and do not compare directly.",
    ),
    "brief_note": Words(
        "机关较多，本页只汇总；每个机关的全部问题、证据和历年数据在该机关的页面上，点名称即可打开。",
        "There are many bodies: this page sums up. All findings, proofs and figures of a body stand on its own page; "
        "its name leads there.",
    ),
    "more_entries": Words("另有 {n} 项未列出。", "{n} more are not listed."),
    "more_names": Words("等另 {n} 个", "and {n} more"),
    "more_sources": Words(
        "另有 {n} 个来源未列出，多为正常。", "{n} more sources are not listed, most of them accepted."
    ),
    "evidence": Words("证据", "evidence"),
    "original": Words("原文网页", "original"),
    "body_title": Words("历年报告与问题", "Reports and findings over the years"),
    "body_standing": Words("发布情况", "Publication"),
    "body_standing_caption": Words(
        "各年度报告的发布状态、日期和文本", "Standing, dates and document of every year's report"
    ),
    "body_tables": Words("历年数据", "Figures over the years"),
    "body_tables_intro": Words(
        "法定表格的全部单元格，各年上下对照；◆ 为有问题的单元格，链到该问题；“较上年”为该行末格与上一年之差。",
        "All cells of the statutory tables, year below year; ◆ marks a cell with a finding and leads to it; “change” "
        "is the difference of the last cell of a row from the year before.",
    ),
    "body_tables_none": Words("尚无读出的表格。", "No tables have been read yet."),
    "body_table_caption": Words("{table}（{heading}）", "{table} ({heading})"),
    "body_change": Words("较上年", "change"),
    "body_editions": Words("各版本", "Editions"),
    "body_editions_caption": Words("每份报告先后所见的不同内容", "Every content of the reports that was seen"),
    "edition_current": Words("据此评判", "judged"),
    "edition_replaced": Words("已被取代或为另一副本", "replaced, or another copy"),
    "edition_seen": Words("首次看到", "First seen"),
    "body_findings_none": Words("没有未了结的问题。", "There are no open findings."),
    "evidence_title": Words("问题的证据", "Evidence of a finding"),
    "evidence_resolved": Words(
        "该问题已于 {day} 消除，此页留作记录。", "No longer held since {day}; kept as a record."
    ),
    "evidence_life": Words("经过", "Its life"),
    "evidence_text": Words("所据文本全文", "The document as text"),
    "evidence_text_note": Words(
        "以下为存档网页读出的正文（表格除外，表中数字见机关页面）；与问题有关的原文加了底色。"
        "姓名无法准确识别，未作遮盖；身份证号、手机号、银行卡号已遮盖。",
        "The text read from the archived page, tables left out (their figures stand on the body's page); what the "
        "finding quotes is marked. Names cannot be told with certainty and are not masked; identity, mobile and card "
        "numbers are.",
    ),
    "evidence_text_cut": Words("（以下略，原件见存档）", "(cut here; the archive has the whole)"),
    "evidence_text_none": Words("这一问题不依据某份文本。", "This finding rests on no document."),
    "evidence_export": Words("调出原件", "The original files"),
    "evidence_export_how": Words(
        "以下命令写出本问题的全部存档网页（WARC、WACZ）和取证说明：",
        "This command writes all archived pages behind the finding (WARC, WACZ) with a protocol:",
    ),
    "event_opened": Words("发现", "found"),
    "event_changed": Words("内容有变化", "changed"),
    "event_resolved": Words("消除", "no longer held"),
    "event_reopened": Words("再次出现", "reopened"),
    "rule_findings": Words("现有问题", "Open findings"),
    "rule_findings_caption": Words("本规则尚未了结的问题", "Open findings of this rule"),
    "rule_findings_none": Words("本规则没有未了结的问题。", "This rule has no open findings."),
    "rules_index_caption": Words("全部规则", "All rules"),
    "rule_traits": Words(
        "类别 {family} · 级别 {level} · 第 {version} 版", "family {family} · level {level} · version {version}"
    ),
}
