"""服务忌语: said by our side in whatever disguise, and not what the customer says or a rule forbids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reading.phrases import lexicon_from_toml, read_forbidden, shipped_forbidden

EXAMPLES = (
    ("我只是负责测试的,我不是移动公司的人,这个事不归我管。", {"1.1.2 a"}),
    ("我也不知道,你以后问别人吧。", {"1.1.2 b", "1.1.2 d"}),
    ("移动网络就是这个样子,你凑合着用吧。", {"1.1.2 c"}),
    ("这是移动公司的规定,我也不知道。", {"1.1.2 b", "1.1.2 d"}),
    ("网络就是这样爱用不用。", {"1.1.2 e"}),
    ("你那里就这样了我们解决不了、不好你可以转网", {"1.1.2 f"}),
)

SAID = (
    "我只是负责测试的，我不是移动公司的人，这个事不归我管。",
    "我也不知道，你以后问别人吧。",
    "移动网络就是这个样子，你凑合着用吧。",
    "这是移动公司的规定，我也不知道。",
    "网络就是这样爱用不用。",
    "你那里就这样了我们解决不了、不好你可以转网",
    "不是移动公司的人",
    "凑合着先用吧",
    "這個事不歸我管",
    "爱 用 不 用",
    "不，归，我，管",
    "爱用就用，不用拉倒",
    "用户反映信号差，测试员告知网络就是这个样子",
    "答复用户：你那里就这样了",
    "谁让你住这么偏",
    "客户反映网慢。测试员解释：这是移动公司的规定",
    "已联系客户，告知凑合用吧",
    "用户情绪不好，我告诉他不归我管",
    "解释：网络就是这样",
    "告知客户你那边就这样了，没办法",
    "跟用户说不行就转网",
    "測試員告知用戶網路就是這個樣子，你湊合著用吧",
    "我 只 是 负 责 测 试 的",
    "这个事真的不归我们管",
    "你以後問別人吧",
    "ａｉ　爱用不用",
    "爱、用、不、用",
    "答复用户这是公司的规定，我们也不知道",
    "测试员：我不是移动公司的人，别问我",
    "网络就是这样，爱用就用不用就算了",
    "这个不归我管，你去问别人",
    "你可以转网啊",
    "工作人员答复：解决不了，你可以转网",
    "用户反映信号差。告知凑合着先用吧",
    "我也不太清楚，你去问别人吧",
    "已上门，对用户说“你凑合用吧”",
    "随便你投诉",
    "你去告吧",
    "客户家位置太偏，谁让你住山沟沟",
    "你们小区楼盖得太密，信号不好怪谁",
    "我方答复：移动网络就是这个样子",
    "测试人员告知用户“这事不归我管”",
)

NOT_SAID = (
    "用户称测试员说不归我管",
    "用户称要转网",
    "客户表示“网络就是这样爱用不用”是什么态度",
    "不得说“不归我管”",
    "严禁使用凑合着用等语句",
    "用户位置偏远，周边无站点",
    "暂无法解决，已纳入建设规划",
    "用户反映，工作人员让其可以转网",
    "客户说我也不知道具体时间",
    "用户表示不清楚，要换联通用",
    "用户投诉测试员态度差，称爱用不用",
    "短期内我们解决不了，已上报建设需求",
    "客户反映上次师傅说爱用不用",
    "客户：我也不知道什么时候开始的",
    "用户称我只是负责测试的这句话让其不满",
    "客户反映之前工作人员说网络就是这样爱用不用",
    "客户表示不满意就要转网",
    "用户要求转网，已告知办理流程",
    "用户说我也不知道什么时候断的",
    "用户位置较偏，距基站2公里",
    "小区楼宇密集，遮挡严重",
    "不得以“不归我管”等理由推脱",
    "培训要求：禁止说“爱用不用”",
    "暂无法解决，计划明年新建基站，已向用户致歉",
    "用户咨询携号转网",
    "用户扬言要转网",
    "用户：你们这是什么破地方",
    "客户称“随便你们，我去投诉”",
    "用户反映测试员态度恶劣，说“你去告吧”",
    "用户说测试人员告诉他不归他管，让他问别人",
    "用户认为网络就是这样，无所谓",
    "用户表示凑合用",
    "用户表示凑合着用，不再追究",
    "机主称将就用吧",
    "业主反映房子太密",
    "测试员未说过“爱用不用”",
    "已核实，工作人员没有说过不归我管",
    "客户投诉我司人员推脱，称“这是移动公司的规定”",
    "用户来电反映，客服让其换联通用",
    "用户所在地为深山老林",
    "请勿对客户说凑合用",
    "该处地处荒郊野岭，无站点",
    "用户质问：是不是不归你们管",
)

_ALPHABET = st.sampled_from([*"不归我管凑合着用吧爱就是这样转网，。：“”\n 用户称告知", "测试员", "不得说"])


@pytest.mark.parametrize(("text", "clauses"), EXAMPLES)
def test_each_example_of_the_standard_names_its_clause(text: str, clauses: set[str]) -> None:
    hits = read_forbidden(text, shipped_forbidden())
    assert {clause for hit in hits for clause in hit.clauses} == clauses


@pytest.mark.parametrize("text", SAID)
def test_words_of_our_side_are_found(text: str) -> None:
    assert read_forbidden(text, shipped_forbidden())


@pytest.mark.parametrize("text", NOT_SAID)
def test_other_words_are_left_alone(text: str) -> None:
    assert read_forbidden(text, shipped_forbidden()) == ()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("已告知用户，凑合着先用吧。", "凑合着先用吧"),
        ("這個事不，歸，我，管！", "這個事不，歸，我，管"),
        ("爱　用　不　用", "爱　用　不　用"),
    ],
)
def test_the_span_is_the_part_as_written(text: str, part: str) -> None:
    assert [text[hit.start : hit.end] for hit in read_forbidden(text, shipped_forbidden())] == [part]


def test_the_four_classes_are_shipped() -> None:
    assert set(shipped_forbidden().groups) == {"推脱", "态度", "激化", "品头论足"}


def test_gaps_of_a_phrase_are_bounded() -> None:
    lexicon = lexicon_from_toml(
        '[[group]]\nname = "推脱"\nmanner = "said"\nphrases = ["问领导~没用", "解决不了…转网"]'
    )
    assert read_forbidden("问领导说了没用", lexicon)
    assert not read_forbidden("问领导三番五次说了没用", lexicon)
    assert read_forbidden("解决不了，实在不满意的话转网", lexicon)
    assert not read_forbidden("解决不了" + "一" * 17 + "转网", lexicon)


@given(st.lists(_ALPHABET, max_size=60).map("".join) | st.text(max_size=120))
def test_any_text_gives_ordered_spans_within_it(text: str) -> None:
    hits = read_forbidden(text, shipped_forbidden())
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
