"""The sentences of exports, in Chinese and English."""

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
    "simulated": Words("模拟数据，不得作为通报依据", "Simulated; not to be used against anybody"),
    "demo": Words("演示数据，机关、网站和数字均属虚构", "Demonstration: bodies, sites and figures are invented"),
    # Workbook
    "and_more": Words("（共 {n} 处）", " ({n} in all)"),
    "state_open": Words("未了结", "open"),
    "state_waived": Words("已豁免至 {until}", "waived until {until}"),
    "state_confirmed": Words("已核实", "confirmed"),
    "state_reopened": Words("再次出现", "reopened"),
    "book_as_of": Words("截至 {as_of}，共 {n} 行。{intro}", "As of {as_of}, {n} rows. {intro}"),
    "book_footer": Words("&C第 &P 页，共 &N 页", "&CPage &P of &N"),
    "ask_choice": Words("处理结果", "Decision"),
    "ask_choice_wrong": Words("请从下拉列表中选择，或留空。", "Choose from the list, or leave it empty."),
    "ask_day": Words("日期", "Date"),
    "ask_day_wrong": Words("请填写日期，例如 2026-03-01。", "Write a date, such as 2026-03-01."),
    "faults_tab": Words("问题台账", "Findings"),
    "faults_title": Words("年度报告问题台账", "Findings on the annual reports"),
    "faults_intro": Words(
        "每行一个问题；黄色各列由人填写，用 duban import-decisions 读回。证据各列在右侧，不打印。",
        "One finding a row; people fill in the yellow columns, duban import-decisions reads them. Proofs are to the "
        "right and not printed.",
    ),
    "reviews_tab": Words("待人工复核", "For a person"),
    "reviews_title": Words("需要人工复核的事项", "What a person must look at"),
    "reviews_intro": Words(
        "以下事项尚不能认定有问题，不得作为通报依据；黄色各列由人填写。",
        "Nobody is accused of anything here; people fill in the yellow columns.",
    ),
    "standing_tab": Words("发布情况", "Publication"),
    "standing_title": Words("各机关各年度发布情况", "Where every body stands with every year"),
    "standing_intro": Words(
        "问题数按级别统计，待复核和未能评判另列。", "Findings by level; what is not certain apart."
    ),
    "standing_head": Words(
        "机关|类型|年度|状态|截止日期|期限依据|发布日期|晚发情况|读取|来源状况|错误|警告|提示|待复核|未能评判|标记",
        "Body|Kind|Year|State|Last day|Rests on|Published|Lateness|Reading|Source|Errors|Warnings|Hints|To review|"
        "Not evaluated|Flags",
    ),
    "unjudged_tab": Words("未能评判", "Not evaluated"),
    "unjudged_title": Words("未能查看、读出或评判的事项", "What could not be looked at, read or judged"),
    "unjudged_intro": Words("既不能认定有问题，也不能认定没有问题。", "Nothing is said here for or against anybody."),
    "unjudged_head": Words(
        "事项|机关、页面或规则|年度|情况或份数|原因", "What|Body, page or rule|Years|State or number|Why"
    ),
    "gap_report": Words("报告未能查看或读出", "report not looked at or read"),
    "gap_page": Words("疑似年度报告的页面", "page that may be a report"),
    "gap_rule": Words("未能评判的规则", "rule without an answer"),
    "manual_tab": Words("使用说明", "How to use"),
    "manual_title": Words("使用说明", "How to use this workbook"),
    "manual_intro": Words("填写方法和处理结果的含义。", "How to fill it in, and what the decisions mean."),
    "manual_head": Words("步骤或处理结果|说明", "Step or decision|Meaning"),
    "manual_step_1": Words(
        "在“问题台账”“待人工复核”两表的黄色各列填写：处理结果从列表中选择，经办人必填，日期不填则为读回当日。",
        "Fill in the yellow columns of the first two sheets: choose the decision from the list, give a name; without a "
        "date the day of reading back is taken.",
    ),
    "manual_step_2": Words(
        "处理结果留空、只写处理说明的，记为备注。全部留空的行不作处理。",
        "A remark without a decision is kept as a note. Rows with nothing filled in are left alone.",
    ),
    "manual_step_3": Words(
        "可以筛选、排序、删行、隐藏列，但不要改动“问题编号”和“核对码”两列，也不要改列标题。",
        "Filter, sort, delete rows and hide columns as you like, but leave the columns Finding and Check code and the "
        "headings as they are.",
    ),
    "manual_step_4": Words(
        "保存后运行 duban import-decisions 文件名.xlsx。问题已有变化、已消除或编号不对的行会逐行说明，不予记录；"
        "重复读回不会重复记录。",
        "Save it and run duban import-decisions FILE.xlsx. Rows whose finding has changed, is gone or unknown are told "
        "one by one and not recorded; reading the file twice records nothing twice.",
    ),
    "manual_step_5": Words(
        "问题是否消除，只以巡查所见为准；本表中的“已整改”不改变问题的状态。",
        "Whether a finding is mended is decided by what is seen on the site alone; “mended” here does not close it.",
    ),
    # Feed
    "workbook_name": Words("问题台账-{day}.xlsx", "ledger-{day}.xlsx"),
    "feed_title": Words("{office}：年度报告检查新情况", "{office}: news of the annual reports"),
    "feed_subject": Words("{title}（{subject}）", "{title} ({subject})"),
    "feed_entry": Words("{mark}{body} {year} 年度：{said}", "{mark}{body}, {year}: {said}"),
    "feed_mark": Words("［{word}］", "[{word}] "),
    "feed_now_gone": Words("此项已不再成立。此前所述：{message}", "This is no longer so. What was said: {message}"),
    "feed_reason": Words("说明：{reason}", "Reason: {reason}"),
    "feed_law": Words("依据：{law}", "Law: {law}"),
    "feed_proof": Words("证据：duban evidence {id}", "Evidence: duban evidence {id}"),
}
