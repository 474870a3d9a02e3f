"""The sentences of alerts, in Chinese and English."""

from collections.abc import Mapping

from checks.words import Words

KINDS: Mapping[str, Words] = {
    "missing": Words("逾期未发布", "missing"),
    "withdrawn": Words("已撤下", "withdrawn"),
    "late": Words("逾期发布", "published late"),
    "changed": Words("发布后有改动", "changed after publication"),
    "found": Words("已发布（此前告知未见）", "published now (told before as not there)"),
    "not_late": Words("更正：不认定逾期", "corrected: not held to be late"),
    "source_lost": Words("网站连续未能看全", "source out of sight"),
    "source_back": Words("网站恢复正常", "source seen whole again"),
    "job_stuck": Words("定时任务连续失败", "scheduled job keeps failing"),
    "job_back": Words("定时任务恢复正常", "scheduled job runs again"),
    "message_failed": Words("邮件未能发出", "message not sent"),
    "message_uncertain": Words("邮件是否发出待核实", "message perhaps sent"),
}
"""What is told, in the order in which it is told; what was mended comes after what went wrong."""

LINES: Mapping[str, Words] = {
    "missing": Words(
        "{body} {year} 年度报告，截止 {due}，至 {as_of} 多次合格巡查均未见",
        "{body}, report for {year}, due {due}: not found by accepted runs up to {as_of}",
    ),
    "withdrawn": Words(
        "{body} {year} 年度报告曾经看到（{first_seen}），现已证实不在网站上",
        "{body}, report for {year}, seen on {first_seen}, is proven to be gone from the site",
    ),
    "late": Words(
        "{body} {year} 年度报告，截止 {due}，{published} 发布，晚 {days} 天",
        "{body}, report for {year}, due {due}, was published on {published}, {days} days late",
    ),
    "changed": Words(
        "{body} {year} 年度报告内容与上次告知时不同，改动见简报",
        "{body}, report for {year}, is not what it was when told last; the digest shows what differs",
    ),
    "found": Words(
        "{body} {year} 年度报告现已在网站上（首次看到 {first_seen}，{state}）",
        "{body}, report for {year}, is on the site now (first seen {first_seen}, {state})",
    ),
    "not_late": Words(
        "{body} {year} 年度报告此前告知为逾期发布，按现有证据为：{state}",
        "{body}, report for {year}, was told as late; by the evidence of now it is: {state}",
    ),
    "source_lost": Words(
        "{site} 连续 {failures} 次未能看全，上次合格巡查 {accepted}。原因：{reason}",
        "{site} could not be seen whole {failures} times in a row; last accepted run {accepted}. Reason: {reason}",
    ),
    "source_back": Words("{site} 于 {accepted} 恢复合格巡查", "{site} was seen whole again on {accepted}"),
    "job_stuck": Words(
        "{job}连续未能完成，见 duban status --health 和 logs/", "{job}: see duban status --health and logs/"
    ),
    "job_back": Words("{job}已恢复", "{job} runs again"),
    "message_failed": Words(
        "编号 {number}，收件人 {recipient}：{error}。处理：duban outbox",
        "number {number} to {recipient}: {error}. Decide with duban outbox",
    ),
    "message_uncertain": Words(
        "编号 {number}，收件人 {recipient}：{error}。不会自动重发，处理：duban outbox",
        "number {number} to {recipient}: {error}. It is not resent by itself; decide with duban outbox",
    ),
}

SUBJECT = Words("{mark}年报预警 {as_of}：{what}", "{mark}Alert on annual reports {as_of}: {what}")
OPERATOR_SUBJECT = Words("{mark}督办系统运行告警 {as_of}：{what}", "{mark}duban, trouble {as_of}: {what}")
SIMULATED = Words("【模拟】", "[simulated] ")
COUNT = Words("{word} {n}", "{word} {n}")
NEVER = Words("从未有过", "never")
PROOF = Words("依据：{message}（{rule}，编号 {id}）", "proof: {message} ({rule}, id {id})")
FOOTER = Words(
    "各条均以当时看到的网页为证，详见督办简报；同一事项只告知一次，情况变化时另行告知。",
    "Each line rests on pages that were kept; the digest has the details. A matter is told once, then when it moves.",
)
OPERATOR_FOOTER = Words(
    "本告警只发给系统运行人员，不涉及对任何机关的评价。",
    "For the people who run duban; it says nothing about any body.",
)
