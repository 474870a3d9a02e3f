"""True sentences that only look like faults: other years, other matters, other bodies, parts, plans, approximations."""

from collections.abc import Callable
from dataclasses import dataclass

from .gold import Gold


@dataclass(frozen=True, slots=True)
class Trap:
    """A true sentence, empty where it would not be, and the types of errors that a hasty checker would see in it.

    The numbers are those of the list of 88 types of errors; the sentences are their false positives to avoid.
    """

    errors: tuple[int, ...]
    say: Callable[[Gold], str]


TRAPS: tuple[Trap, ...] = (
    Trap((63, 71, 75), lambda gold: f"{gold.year - 1}年收到政府信息公开申请{gold.count('t3.received.total') + 7}件。"),
    Trap((63, 64), lambda _gold: "县长专线直接受理群众反映问题162件，办结162件，办理转办件2718件。"),
    Trap((66,), lambda _gold: "收到群众诉求348件，现场解决162件，跟进解决186件，办结率100%。"),
    Trap((66,), lambda _gold: "受理各类群众诉求259起，均已办结。"),
    Trap((69,), lambda _gold: "转发上级规范性文件5件，清理规范性文件31件，公开政策性文件11件，规范性文件解读6篇。"),
    Trap((66, 75), lambda gold: f"{gold.year + 1}年计划公开信息500条，力争办结率100%。"),
    Trap((68,), lambda _gold: "避免了行政复议和诉讼被纠错的问题。"),
    Trap((71,), lambda gold: f"比{gold.year - 1}年增长33%。"),
    Trap((70, 72), lambda _gold: "全年公开文件、信件、头条消息若干条，培训50余人次。"),
    Trap((75,), lambda gold: f"{gold.year - 1}年度考核结果为优秀。"),
    Trap((63, 75), lambda gold: f"组织学习《关于{gold.year - 1}年收到申请12件的通报》。"),
    Trap((64, 66), lambda _gold: "办理建议提案30件，答复30件，全部办结。"),
    Trap((70,), lambda _gold: "发布工作动态37篇，部门文件4篇，政府工作报告1篇。"),
    Trap((70,), lambda _gold: "发布征地信息61条、供水供气等8个领域信息77条。"),
    Trap((63,), lambda _gold: "上半年收到政府信息公开申请1件。"),
    Trap(
        (63,), lambda gold: "各乡镇收到政府信息公开申请12件，已按规定移交。" if gold.body.kind == "government" else ""
    ),
    Trap((68,), lambda _gold: "全年办理行政复议应诉培训3次，指导下级办理行政诉讼案件57件。"),
    Trap((75,), lambda gold: f"印发《{gold.year - 1}年政务公开工作要点》，并于{gold.year - 1}年12月修订办事指南。"),
    Trap((82, 83), lambda _gold: "行政事业性收费项目目录已公示，收费标准每件100元的由财政部门核定。"),
    Trap(
        (23,), lambda gold: f"《{gold.body.name}{gold.year - 1}年政府信息公开工作年度报告》已于{gold.year}年1月公布。"
    ),
    Trap((25,), lambda _gold: "按照全省、全市统一部署，配合上级部门开展专项检查1次。"),
    Trap((25,), lambda gold: f"在{gold.body.place}人民政府办公室指导下，与相关部门联合开展培训。"),
    Trap((26,), lambda _gold: "有来信写道：“我局、我镇的窗口服务很好”。"),
    Trap((27,), lambda _gold: "2008年施行的原《政府信息公开条例》（国务院令第492号）已于2019年修订。"),
    Trap((28, 85), lambda _gold: "对王XX等人的来信逐一回复。"),
    Trap((30,), lambda _gold: "本报告内容由几个部分组成，详见正文。"),
    Trap((53,), lambda _gold: "贯彻执行省政府规章2部、国务院部门规章5部。"),
    Trap((55,), lambda _gold: "门户网站全年运维费用3.6万元。"),
    Trap((60,), lambda gold: f"信用网站公示行政处罚信息{gold.count('t2.penalties.decisions') // 2}条。"),
    Trap(
        (63,),
        lambda gold: "全市系统共收到政府信息公开申请12960件，办结12901件。" if gold.body.kind == "department" else "",
    ),
    Trap((64,), lambda _gold: "申请人撤回、合并办理的，逐件登记。"),
    Trap((66,), lambda gold: f"上年结转的申请均已办结，{gold.year}年底未到期的已于{gold.year + 1}年1月办结。"),
    Trap((67,), lambda _gold: "除网上渠道外，未收到其他形式的政府信息公开申请。"),
    Trap((67,), lambda _gold: "全年未收到要求减免信息处理费的申请，未收到投诉举报。"),
    Trap((68,), lambda gold: f"因{gold.year - 1}年度答复引发的行政复议、行政诉讼，按审结时间统计。"),
    Trap((68,), lambda _gold: "指导下级机关办理信息公开类行政复议答复12件。"),
    Trap(
        (68,),
        lambda _gold: "作为复议机关收到政府信息公开行政复议申请220件。" if _gold.body.kind == "government" else "",
    ),
    Trap((69,), lambda _gold: "网站转载上级规范性文件261篇，库内历年累计收录规范性文件910件。"),
    Trap((69,), lambda _gold: "对规范性文件合法性审核160件，备案审查40件。"),
    Trap((70,), lambda _gold: "发布信息620条，其中公开类410条、服务类290条，部分信息同时归入两类。"),
    Trap((71,), lambda gold: f"网站访问量比{gold.year - 3}年增长2.6倍，比上年增长18.5%。"),
    Trap((72,), lambda _gold: "公开条目、案件、信件、附件、要件均有专人核对。"),
    Trap((75,), lambda gold: f"{gold.year - 1}年12月启动的栏目调整，{gold.year}年3月完成。"),
    Trap((75,), lambda gold: f"{gold.year - 1}年，我国修订了有关办法；{gold.year}年全面落实。"),
    Trap((80, 84), lambda _gold: "部分栏目按季度核对。"),
    Trap((83,), lambda _gold: "按量计收的标准为每页一定金额，依规定执行。"),
    Trap((85,), lambda _gold: "业务咨询请联系办公室李明，电话0000-1234567，邮箱office@example.com。"),
    Trap((86,), lambda _gold: "畅通依申请公开公开渠道，主动公开公开事项目录。"),
    Trap((87,), lambda _gold: "★重点工作：●公开指南更新；●目录更新（☑是 □否）。"),
)
