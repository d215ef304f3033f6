"""What replies say of the outcome."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reading.outcome import OutcomeWord, read_outcome

CASES = (
    ("经现场测试该处为弱覆盖，待建设基站解决", {OutcomeWord.NOT_SOLVED}),
    ("已纳入2027年规划", {OutcomeWord.NOT_SOLVED}),
    ("暂无法解决，已向用户解释", {OutcomeWord.NOT_SOLVED}),
    ("用户反馈仍无信号", {OutcomeWord.NOT_SOLVED}),
    ("故障未恢复，正在抢修", {OutcomeWord.NOT_SOLVED}),
    ("待处理", {OutcomeWord.NOT_SOLVED}),
    ("基站断电，尚未恢复", {OutcomeWord.NOT_SOLVED}),
    ("问题没有得到解决", {OutcomeWord.NOT_SOLVED}),
    ("需新建基站，已上报建设需求", {OutcomeWord.NOT_SOLVED}),
    ("由于物业阻挠，无法建站", {OutcomeWord.NOT_SOLVED}),
    ("短期内无法改善", {OutcomeWord.NOT_SOLVED}),
    ("回访用户表示信号还是没有", {OutcomeWord.NOT_SOLVED}),
    ("用户表示仍然无法上网", {OutcomeWord.NOT_SOLVED}),
    ("经处理后用户反馈没有改善", {OutcomeWord.NOT_SOLVED}),
    ("该站点未开通，开通后可解决", {OutcomeWord.NOT_SOLVED}),
    ("设备故障，待更换板件", {OutcomeWord.NOT_SOLVED}),
    ("用户不认可处理结果，问题依然存在", {OutcomeWord.NOT_SOLVED}),
    ("与物业电话沟通中", {OutcomeWord.NOT_SOLVED}),
    ("建站方案设计中", {OutcomeWord.NOT_SOLVED}),
    ("与用户沟通中，用户表示信号已恢复正常", {OutcomeWord.SOLVED}),
    ("电话核实中用户表示已恢复正常", {OutcomeWord.SOLVED}),
    ("热带农业研究中心测试正常，用户确认恢复", {OutcomeWord.SOLVED}),
    ("政务办理中心信号已恢复，用户确认", {OutcomeWord.SOLVED}),
    ("建设施工受阻", {OutcomeWord.NOT_SOLVED}),
    ("该处无有效覆盖，站址尚未落地", {OutcomeWord.NOT_SOLVED}),
    ("计划12月完成扩容", {OutcomeWord.NOT_SOLVED}),
    ("施工受阻，协调后已完成，用户确认恢复", {OutcomeWord.SOLVED}),
    ("该处无信号覆盖，已新开基站，用户确认恢复正常", {OutcomeWord.SOLVED}),
    ("用户尚未到家，通话已恢复，用户电话确认正常", {OutcomeWord.SOLVED}),
    ("按计划完成扩容，用户确认正常", set()),
    ("此前无信号，现已恢复", set()),
    ("用户反映仍无信号，经处理现已恢复正常", set()),
    ("前期未恢复的站点现已恢复", set()),
    ("如问题仍未解决，请拨打10086", set()),
    ("无未处理告警", set()),
    ("未发现待处理故障", set()),
    ("用户投诉未解决，现已处理完毕", set()),
    ("不存在无法解决的情况", set()),
    ("已新建基站并开通", set()),
    ("待建设站点已开通，信号恢复", set()),
    ("已恢复正常，回访用户确认正常使用", {OutcomeWord.SOLVED}),
    ("经回访，用户表示问题已解决，对处理结果满意", {OutcomeWord.SOLVED}),
    ("用户确认已恢复", {OutcomeWord.SOLVED}),
    ("与用户联系，确认网络已恢复正常", {OutcomeWord.SOLVED}),
    ("现网络已恢复，用户对处理满意", {OutcomeWord.SOLVED}),
    ("联系用户，用户称现在可以正常上网了", {OutcomeWord.SOLVED}),
    ("已修复，客户表示信号正常，认可处理", {OutcomeWord.SOLVED}),
    ("已恢复", set()),
    ("基站已恢复，未联系上用户", set()),
    ("用户要求恢复正常", set()),
    ("告知用户恢复后会回访确认", set()),
    ("预计10月底开通", {OutcomeWord.HEDGED}),
    ("信号有所改善", {OutcomeWord.HEDGED}),
    ("需观察几天", {OutcomeWord.HEDGED}),
    ("基本恢复正常", {OutcomeWord.HEDGED}),
    ("已处理，请用户观察使用", {OutcomeWord.HEDGED}),
    ("暂时恢复", {OutcomeWord.HEDGED}),
    ("可能已恢复", {OutcomeWord.HEDGED}),
    ("经过观察，业务正常", set()),
    ("现场观察到基站位于楼顶", set()),
    ("经核查为光缆中断引起，已抢通，网络恢复正常，用户表示满意", {OutcomeWord.SOLVED}),
    ("已恢复，请继续观察", {OutcomeWord.HEDGED}),
    ("预计明天恢复", {OutcomeWord.HEDGED}),
    ("待用户回来后再测", {OutcomeWord.HEDGED}),
    ("非网络问题，用户终端故障，已指导更换，用户确认可正常使用", {OutcomeWord.SOLVED}),
    ("非网络问题", set()),
    ("回访用户，告知已恢复，用户未接电话", set()),
    ("现场测试三网均无信号，属弱覆盖，已提建设需求", {OutcomeWord.NOT_SOLVED}),
    ("基站断站，已派单抢修，尚未修复", {OutcomeWord.NOT_SOLVED}),
    ("用户称还是上不了网", {OutcomeWord.NOT_SOLVED}),
    ("经优化调整，信号明显改善，用户认可", {OutcomeWord.SOLVED}),
    ("信号较之前有所提升，但室内仍弱", {OutcomeWord.HEDGED, OutcomeWord.NOT_SOLVED}),
    ("用户处弱覆盖，短期内难以解决，已做好解释", {OutcomeWord.NOT_SOLVED}),
    ("物业不配合，无法进场施工", {OutcomeWord.NOT_SOLVED}),
    ("业主不同意安装设备，问题搁置", {OutcomeWord.NOT_SOLVED}),
    ("待明年新建站点开通后解决", {OutcomeWord.NOT_SOLVED}),
    ("已列入明年建设计划，请用户耐心等待", {OutcomeWord.NOT_SOLVED}),
    ("站点规划已批复，待建设开通", {OutcomeWord.NOT_SOLVED}),
    ("开通室分系统后信号正常，用户测试满意", {OutcomeWord.SOLVED}),
    ("用户要求恢复，我方正在加紧处理", {OutcomeWord.NOT_SOLVED}),
    ("经联系客户，客户反馈现在通话正常，无其他问题", {OutcomeWord.SOLVED}),
    ("之前无信号，更换RRU后恢复，已与用户确认", {OutcomeWord.SOLVED}),
    ("未发现异常，现场测试正常", set()),
    ("未发现网络异常，用户表示仍然卡顿", {OutcomeWord.NOT_SOLVED}),
    ("如问题再次出现请联系我们", set()),
    ("若仍未恢复请致电10086", set()),
    ("故障已消除，用户确认恢复，感谢处理", {OutcomeWord.SOLVED}),
    ("故障未消除", {OutcomeWord.NOT_SOLVED}),
    ("故障还没排除，正在定位", {OutcomeWord.NOT_SOLVED}),
    ("基站供电未恢复，待供电局送电", {OutcomeWord.NOT_SOLVED}),
    ("停电导致，现已来电恢复，用户确认正常", {OutcomeWord.SOLVED}),
    ("停电导致断站，待来电后自动恢复", {OutcomeWord.NOT_SOLVED}),
    ("已解决", set()),
    ("没解决", {OutcomeWord.NOT_SOLVED}),
    ("问题未能根本解决，仅做临时调整", {OutcomeWord.HEDGED, OutcomeWord.NOT_SOLVED}),
    ("处理后客户表示没有效果", {OutcomeWord.NOT_SOLVED}),
    ("处理后客户表示效果不明显", {OutcomeWord.NOT_SOLVED}),
    ("客户表示好多了，但偶尔还卡", {OutcomeWord.HEDGED, OutcomeWord.NOT_SOLVED}),
    ("目前信号基本满足通话需求", {OutcomeWord.HEDGED}),
    ("初步判断为干扰，待进一步排查", {OutcomeWord.NOT_SOLVED}),
    ("疑似用户终端问题，建议用户换机测试", {OutcomeWord.HEDGED}),
    ("用户外出，约定周五复测", {OutcomeWord.HEDGED}),
    ("用户暂不方便测试，待联系后确认", {OutcomeWord.HEDGED}),
    ("参数已优化，需用户体验一段时间", {OutcomeWord.HEDGED}),
    ("已优化，先让用户试用看看", {OutcomeWord.HEDGED}),
    ("需持续跟踪用户感知", {OutcomeWord.HEDGED}),
    ("已完成天线调整，后续关注指标", {OutcomeWord.HEDGED}),
    ("用户不再追究，要求结单", set()),
    ("用户反映的无信号问题已处理，经用户本人测试恢复正常", {OutcomeWord.SOLVED}),
    ("用户反映仍无信号问题，现场复测后已恢复，电话回访用户表示可以正常通话", {OutcomeWord.SOLVED}),
    ("投诉内容：用户仍无法上网。处理结果：已修复并回访，用户确认恢复", {OutcomeWord.SOLVED}),
    ("前次处理未彻底解决，本次更换设备后已恢复正常，用户满意", {OutcomeWord.SOLVED}),
    ("不存在弱覆盖，站点运行正常", set()),
    ("无未恢复站点", set()),
    ("周边无待建站点", set()),
    ("经测试用户处信号良好，不存在无法上网情况", set()),
    ("用户反馈问题依旧，要求重新处理", {OutcomeWord.NOT_SOLVED}),
    ("用户表示跟之前一样，没有变化", {OutcomeWord.NOT_SOLVED}),
    ("客户称没好", {OutcomeWord.NOT_SOLVED}),
    ("客户说还没好", {OutcomeWord.NOT_SOLVED}),
    ("信号没有恢复", {OutcomeWord.NOT_SOLVED}),
    ("网络未见好转", {OutcomeWord.NOT_SOLVED}),
    ("该处属于规划盲区，目前没有建站计划", {OutcomeWord.NOT_SOLVED}),
    ("无法满足用户需求，用户不满意", {OutcomeWord.NOT_SOLVED}),
    ("用户不接受解释", {OutcomeWord.NOT_SOLVED}),
    ("解决不了，已向用户说明", {OutcomeWord.NOT_SOLVED}),
    ("问题暂时无法处理，列入黑点库", {OutcomeWord.NOT_SOLVED}),
    ("转建设部门，等建站后解决", {OutcomeWord.NOT_SOLVED}),
    ("转维护处理中", {OutcomeWord.NOT_SOLVED}),
    ("工单已转派代维，处理结果待反馈", {OutcomeWord.NOT_SOLVED}),
    ("板件已申请，到货后更换", {OutcomeWord.NOT_SOLVED}),
    ("将于下周割接，割接后恢复", {OutcomeWord.NOT_SOLVED}),
    ("争取本月底前恢复", {OutcomeWord.HEDGED}),
    ("大概率已恢复", {OutcomeWord.HEDGED}),
    ("应该已经好了", {OutcomeWord.HEDGED}),
    ("用户说有时好有时坏", {OutcomeWord.NOT_SOLVED}),
    ("用户反馈时好时坏，不稳定", {OutcomeWord.NOT_SOLVED}),
    ("已恢复正常使用，用户无异议，同意归档", {OutcomeWord.SOLVED}),
    ("经回访客户对处理结果表示认可，业务已恢复", {OutcomeWord.SOLVED}),
    ("用户未确认，网络侧已恢复", set()),
    ("用户拒接，无法确认是否恢复", set()),
    ("网络已恢复，客户确认，预计不会再出现", {OutcomeWord.SOLVED}),
    ("观察三天后正常，用户确认", {OutcomeWord.SOLVED}),
    ("经一周观察未再出现，客户认可", {OutcomeWord.SOLVED}),
    ("现网无弱覆盖，用户投诉为个别现象，已正常", set()),
    ("经核实为基站故障，已于10月3日修复，现恢复正常，回访用户表示可正常使用", {OutcomeWord.SOLVED}),
    ("故障已恢复，用户确认可正常上网，满意结单", {OutcomeWord.SOLVED}),
    ("现场测试信号正常，但用户表示室内仍弱", {OutcomeWord.NOT_SOLVED}),
    ("网络侧已恢复，但用户称还是打不了电话", {OutcomeWord.NOT_SOLVED}),
    ("测试员上门测试，用户不在家，改约明日", {OutcomeWord.HEDGED}),
    ("测试用户处信号良好", set()),
    ("经测试用户所在位置RSRP-85，业务正常", set()),
    ("已联系用户，用户说目前正常，如再出现会来电", {OutcomeWord.SOLVED}),
    ("告知用户正在处理，14时已恢复，用户确认正常", {OutcomeWord.SOLVED}),
    ("正在抢修，预计18时恢复", {OutcomeWord.HEDGED, OutcomeWord.NOT_SOLVED}),
    ("传输中断，抢修中", {OutcomeWord.NOT_SOLVED}),
    ("小区无站点，已提站，待建", {OutcomeWord.NOT_SOLVED}),
    ("该处无覆盖，暂无建设计划", {OutcomeWord.NOT_SOLVED}),
    ("周边三公里无站点，需新建", {OutcomeWord.NOT_SOLVED}),
    ("经核查该区域为弱覆盖，已提交规划需求，用户表示理解", {OutcomeWord.NOT_SOLVED}),
    ("用户表示理解，同意结单", set()),
    ("用户表示暂时可以接受", set()),
    ("用户要求尽快建站", set()),
    ("由于市政施工停电，预计今日恢复", {OutcomeWord.HEDGED}),
    ("已恢复供电，业务恢复，用户电话未接", set()),
    ("未复现用户问题，各项指标正常", set()),
    ("用户反映问题为偶发，现已正常，用户同意观察", {OutcomeWord.HEDGED}),
    ("重启手机后正常，用户认可", {OutcomeWord.SOLVED}),
    ("更换SIM卡后恢复，客户表示感谢", {OutcomeWord.SOLVED}),
    ("非网络问题，建议用户更换手机后再试", {OutcomeWord.HEDGED}),
    ("用户手机设置问题，指导后已正常上网，用户确认", {OutcomeWord.SOLVED}),
    ("投诉已撤销，用户表示问题已自行恢复", {OutcomeWord.SOLVED}),
    ("用户反馈未恢复", {OutcomeWord.NOT_SOLVED}),
    ("回访用户称恢复了一天又不行了", {OutcomeWord.NOT_SOLVED}),
    ("处理后网速提升，用户仍不满意", {OutcomeWord.NOT_SOLVED}),
    ("用户不满意处理结果", {OutcomeWord.NOT_SOLVED}),
    ("用户对结果不满，要求继续处理", {OutcomeWord.NOT_SOLVED}),
    ("扩容已完成，高负荷消除，用户反馈速率正常", {OutcomeWord.SOLVED}),
    ("扩容方案已上报，等待批复", {OutcomeWord.NOT_SOLVED}),
    ("待扩容完成后再回访", {OutcomeWord.NOT_SOLVED}),
    ("需协调物业进场，暂未解决", {OutcomeWord.NOT_SOLVED}),
    ("室分未建，需用户协调物业", {OutcomeWord.NOT_SOLVED}),
    ("基站已退网，短期不再建设", {OutcomeWord.NOT_SOLVED}),
    ("故障站点3月1日已恢复，故障期间用户无法通话", set()),
    ("未恢复原因为光缆被挖断，现已抢通恢复，用户确认", {OutcomeWord.SOLVED}),
    ("无法解决该问题", {OutcomeWord.NOT_SOLVED}),
    ("并非无法解决，已安排优化", set()),
    ("不再出现掉话，用户确认恢复", {OutcomeWord.SOLVED}),
    ("用户称近期未再出现，问题解决，无需再处理", {OutcomeWord.SOLVED}),
    ("指标有改善，持续跟踪中", {OutcomeWord.HEDGED}),
    ("参数优化后测试速率由2M提升至30M，用户测试满意", {OutcomeWord.SOLVED}),
    ("属于用户使用高峰期拥塞，扩容后可改善", {OutcomeWord.NOT_SOLVED}),
    ("基站搬迁导致覆盖变差，新站址待定", {OutcomeWord.NOT_SOLVED}),
    ("新站已选址，业主同意后施工", {OutcomeWord.NOT_SOLVED}),
    ("站点已建成，待传输开通", {OutcomeWord.NOT_SOLVED}),
    ("站点已建成开通，用户确认信号满格", {OutcomeWord.SOLVED}),
    ("经联系用户表示已换联通，不再使用", set()),
    ("用户已销户，无需处理", set()),
    ("多次联系用户未果，无法确认", set()),
    ("电话未接，短信告知已恢复", set()),
    ("核实为投诉点位于海上，超出覆盖范围，无法覆盖", {OutcomeWord.NOT_SOLVED}),
    ("覆盖盲区，无法满足", {OutcomeWord.NOT_SOLVED}),
    ("尚在处理", {OutcomeWord.NOT_SOLVED}),
    ("处理未完成", {OutcomeWord.NOT_SOLVED}),
    ("用户暂时表示可以", {OutcomeWord.HEDGED}),
)

_ALPHABET = st.sampled_from([*"已未恢复正常，。如仍无信号用户确认待建设\n预计", "观察", "回访用户", "此前"])


@pytest.mark.parametrize(("text", "kinds"), CASES)
def test_a_reply_says_of_its_outcome(text: str, kinds: set[OutcomeWord]) -> None:
    assert {hit.kind for hit in read_outcome(text)} == kinds


def test_restored_and_confirmed_is_one_span() -> None:
    text = "经抢修，已恢复正常，用户确认。"
    (hit,) = read_outcome(text)
    assert (hit.kind, hit.text) == (OutcomeWord.SOLVED, "已恢复正常，用户确认")


def test_a_denial_between_undoes_the_confirmation() -> None:
    assert {hit.kind for hit in read_outcome("基站已恢复，仍无信号，用户表示不满")} == {
        OutcomeWord.NOT_SOLVED
    }


@given(st.lists(_ALPHABET, max_size=60).map("".join) | st.text(max_size=120))
def test_any_text_gives_spans_that_are_its_parts(text: str) -> None:
    for hit in read_outcome(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.text == text[hit.start : hit.end]


REPLIES = [
    line.split("\t")
    for line in Path(__file__).with_name("outcome_replies.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("said", "text"), REPLIES)
def test_a_reply_as_handlers_write_it(said, text):
    kinds = {hit.kind.value for hit in read_outcome(text)}
    assert said in kinds if said != "nothing" else not kinds & {"not solved", "hedged"}
    assert not (said == "not solved" and "solved" in kinds)


@pytest.mark.parametrize(
    "text",
    [
        "系统查询上网功能正常，用户表示周围人也有同样情况",
        "现场测试正常，用户称室内仍然只有一格信号",
        "参数优化后测试正常，用户说晚上高峰还是打不开",
        "用户称网速慢，经处理后已恢复正常",
    ],
)
def test_what_the_customer_says_must_approve(text):
    assert OutcomeWord.SOLVED not in {hit.kind for hit in read_outcome(text)}
