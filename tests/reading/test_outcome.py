"""What replies say of the outcome."""

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
