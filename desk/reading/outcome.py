"""What a reply says of the outcome: not solved, restored and confirmed by the customer, or hedged.

Clauses are judged one by one. What was so before (此前无信号，现已恢复), what is denied and what is only
supposed (如仍无信号请来电) says nothing of the outcome.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from desk.reading.folding import fold
from desk.reading.words import Word, WordTable

OUTCOME_VERSION = 1
"""Raised whenever the same text may read differently."""


class OutcomeWord(StrEnum):
    """What a wording says of the outcome."""

    SOLVED = "solved"
    NOT_SOLVED = "not solved"
    HEDGED = "hedged"


@dataclass(frozen=True, slots=True)
class OutcomeHit:
    """A wording found: what it says, and the part of the text that says it."""

    kind: OutcomeWord
    text: str
    start: int
    end: int


_NOT, _HEDGE, _RESTORED, _VOICE, _DONE = "not", "hedge", "restored", "voice", "done"

_WORDS = WordTable(
    {
        _NOT: (
            "待建设 待建 待新建 待规划 待开通 待入网 待整改 待优化 待处理 待解决 待修复 待恢复 待扩容 待排期 待立项 待审批 待协调 待抢修 待维修 待安装 待割接 待施工 待建站 待落实 待上站 待加站 待搬迁 "
            "纳入规划 纳入建设 纳入后期 纳入后续 纳入年度 纳入下 纳入计划 纳入明年 列入规划 列入建设 列入计划 列入后期 列入明年 列入年度 已列规划 需建设 需要建设 需新建 需要新建 需新增基站 需加站 需建站 需规划 需提站 提站需求 "
            "建设需求 已提交建设 已上报建设 上报建设 上报规划 提交规划 申请建站 申请新建 规划建设中 建设中 在建 规划中 正在规划 正在建设 正在处理 正在抢修 正在维修 正在整改 处理中 抢修中 维修中 整改中 施工中 "
            "暂无法解决 暂时无法解决 无法解决 暂无法处理 无法处理 无法根治 无法彻底解决 暂不能解决 不能解决 解决不了 处理不了 未能解决 未能处理 没能解决 未解决 未彻底解决 未完全解决 尚未解决 没有解决 没解决 还没解决 未得到解决 没有得到解决 得不到解决 未处理 "
            "暂未处理 尚未处理 未处理完 未修复 尚未修复 没修好 未修好 没有修复 没有修好 无法修复 未恢复 未能恢复 尚未恢复 没有恢复 没恢复 还没恢复 未完全恢复 未全部恢复 无法恢复 暂无法恢复 不能恢复 未正常 "
            "仍无信号 仍然无信号 仍没信号 仍没有信号 仍然没有信号 仍然没信号 还是没信号 还是没有信号 还是无信号 依然无信号 依然没有信号 依然没信号 依旧无信号 依旧没信号 依旧没有信号 仍弱覆盖 仍为弱覆盖 仍属弱覆盖 仍是弱覆盖 "
            "仍无法 仍然无法 依然无法 依旧无法 还是无法 仍不能 仍然不能 依然不能 还是不能 仍不稳定 仍然不稳定 仍较差 仍然较差 仍差 仍很差 仍较弱 仍弱 仍然弱 仍慢 仍然慢 仍较慢 还是很慢 还是慢 仍卡 仍然卡 还是卡 依然卡 "
            "仍存在 仍然存在 依然存在 依旧存在 还存在 问题仍在 问题还在 问题依旧 问题依然 情况依旧 现象依旧 故障依旧 情况依然 仍未 仍然未 仍有问题 还有问题 仍有投诉 仍有故障 还是不行 仍不行 还是不好 仍不好 无改善 没有改善 未改善 未见改善 没改善 无明显改善 未见好转 没有好转 无好转 "
            "暂无解决方案 无解决方案 暂无解决办法 无解决办法 暂无建设计划 暂无规划 暂无资源 无资源 暂无计划 暂无方案 无法建站 无法建设 不具备建设条件 不具备条件 短期内无法 短期无法 短期内难以 短期难以 难以解决 暂难解决 "
            "物业阻挠 业主阻挠 村民阻挠 阻挠施工 不同意建站 不同意建设 不认可 不满意 用户不接受 客户不接受 转跟踪 转投诉跟踪 继续跟踪处理 长期跟踪 遗留问题 后续建设 后期建设 计划建设 计划新建 拟新建 拟建 拟建设 等待建设 等待处理 等待整改 等待扩容 等待施工 有待解决 有待建设 有待改善 延期解决 延期处理 挂起"
        ),
        _HEDGE: (
            "待观察 持续观察 继续观察 观察使用 观察 预计 预期 预估 有所改善 有所好转 有所缓解 有所提升 有所恢复 有改善 略有改善 略有好转 略有提升 稍有改善 稍有好转 一定改善 一定程度 基本恢复 基本正常 基本解决 基本满足 基本可用 大致正常 大致恢复 大体恢复 "
            "初步恢复 初步解决 暂时恢复 暂时正常 暂时解决 暂恢复 临时恢复 临时解决 临时处理 部分恢复 部分解决 逐步恢复 逐渐恢复 陆续恢复 应该恢复 应该已恢复 应已恢复 应已解决 应该解决 应该已解决 应该可以 应可 应能 应该能 应该没问题 应无问题 可能恢复 可能已恢复 可能已解决 可能解决 "
            "或已恢复 估计 大概 有望 争取 尽快恢复 尽快解决 尽快处理 将尽快 疑似恢复 似乎 好像 差不多 待用户反馈 待客户反馈 待确认 待用户确认 待客户确认 待验证 待核实 待复测 待回访 试用 试试 再看看 看看效果 看效果 不排除 后续关注 持续关注 继续关注 密切关注 保持关注 持续跟踪 继续跟踪"
        ),
        _RESTORED: (
            "已恢复正常 已经恢复正常 恢复正常使用 恢复正常 已恢复使用 已恢复 已经恢复 恢复使用 恢复了 恢复 已解决 已经解决 问题解决 得到解决 解决了 均已解决 已处理好 处理好了 已修复 已修好 修好了 故障排除 故障已排除 故障消除 使用正常 正常使用 上网正常 通话正常 信号正常 网络正常 "
            "业务正常 一切正常 都正常 均正常 正常上网 正常通话 可以上网 能上网 可以通话 可以使用 能用了 可以用了 可以打电话 有信号了 信号好了 网络好了 好了 已正常 没问题 没有问题 无问题 无异常 已无问题 未再出现 没有再出现 不再出现 未再发生 信号良好 信号满格 网络流畅"
        ),
        _VOICE: (
            "用户确认 客户确认 用户已确认 客户已确认 机主确认 用户反馈 客户反馈 用户表示 客户表示 用户告知 客户告知 用户称 客户称 用户说 客户说 用户认可 客户认可 用户已认可 客户已认可 用户满意 客户满意 用户表示满意 客户表示满意 用户很满意 客户很满意 用户无异议 客户无异议 用户对处理结果满意 客户对处理结果满意 "
            "回访确认 回访用户 回访客户 回访核实 经回访 电话回访 回访结果 回访 与用户确认 与客户确认 和用户确认 和客户确认 向用户确认 向客户确认 跟用户确认 跟客户确认 经用户确认 经客户确认 经用户测试 用户测试 用户验证 客户验证 用户自测 用户复测 用户试用 联系用户确认 联系客户确认 致电用户确认 致电客户确认 用户亲测 用户本人确认 "
            "双方确认 确认恢复 确认正常 确认已恢复 确认已解决 已确认 得到用户认可 表示认可 表示满意 表示感谢"
        ),
    }
)

_CLAUSE = re.compile(r"[^，,。！!？?；;\n\r]+")
_SENTENCE_END = re.compile(r"[。！!？?；;\n\r]")
_PAST = re.compile(
    "(?:此前|之前|以前|先前|原来|原先|原为|原因|前期|当时|当初|早前|曾经|曾|处理前|优化前|整改前|调整前|开始时|投诉时|起初|原本|故障期间|用户反映|客户反映|用户投诉|客户投诉|用户来电|投诉内容|原仍|昨日|昨天|上次)"
)
_SUPPOSED = re.compile(
    "(?:如果|若是|若|如仍|如再|如有|如您|如还|如遇|如后续|如后期|如出现|假如|倘若|一旦|万一|要是|假设|的话|再出现|避免|防止|以免|以防|是否|有无|^如|如问题|如未|还有没有)"
)
_DENIED = re.compile(
    "(?:不存在|没有|并无|无|不再|未再|并非|不是|未发现|未见|解除|消除|排除|不会)[^，,。]{0,4}$"
)
_OVERCOME = re.compile(
    "^(?:的)?(?:问题|情况|现象|故障|状态|工单|投诉|区域|基站|小区|站点|隐患){0,2}(?:目前|现|现在|均|都|也|全部|已经|已){1,3}[^，,。]{0,6}(?:解决|恢复|处理|修复|完成|消除|正常|开通|建成|整改|排除|改善)"
)
_BUILT = re.compile(
    "^(?:的)?[^，,。]{0,10}(?:已建成|已开通|已完成|已入网|已经开通|已经建成|已完工|已实施|已竣工)"
)
_PENDING = re.compile(
    "(?:待|需|请|将|等|后续|再|后再|拟|请您|建议|会|要|未|没有|没|无法|不|联系不上|尚未)[^，,。]{0,2}$"
)
_UNREACHED = re.compile(
    "^[^。！!？?；;]{0,10}(?:未接|无人接听|未接通|关机|停机|拒接|不通|未果|失败|联系不上|未能|无法接通|未联系)"
)
_UNSAID = re.compile(
    "(?:未|没|没有|未能|尚未|无法|不能|难以|不|待|需|将|尽快|预计|争取|才能|为了|以便|期待|希望|要求|督促|催|何时|可望|计划|逐步|等|后再|是否|帮助|请|协助|抓紧|并未|从未|不是|并非|应该|可能|基本|暂时|临时|部分|陆续|有望|尽早)[^，,。]{0,3}$"
)
_OBSERVED = re.compile("(?:经|经过|已|通过|现场|测试)[^，,。]{0,3}$")
_OBSERVED_AFTER = re.compile("^(?:到|后|发现|期满|期间|结束|期已|中未|无异常|三天|一周|一天|两天|\\d{1,2}天)")
_TOGETHER = 40


def read_outcome(text: str) -> tuple[OutcomeHit, ...]:
    """What the text says of the outcome, by start; spans are offsets of `text`."""
    folded = fold(text)
    words = _WORDS.find(folded)
    if not words:
        return ()
    hits = [
        OutcomeHit(kind, text[word.start : word.end], word.start, word.end)
        for word in words
        if (kind := _kind(folded, word)) is not None
    ]
    hits.extend(
        OutcomeHit(OutcomeWord.SOLVED, text[start:end], start, end)
        for start, end in _confirmed(folded, words)
    )
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end)))


def _kind(folded: str, word: Word) -> OutcomeWord | None:
    if word.kind == _NOT:
        return None if _is_other(folded, word) else OutcomeWord.NOT_SOLVED
    if word.kind == _HEDGE:
        before = _before(folded, word.start)
        if _SUPPOSED.search(before):
            return None
        if word.text == "观察" and (
            _OBSERVED.search(before) or _OBSERVED_AFTER.search(folded[word.end : word.end + 6])
        ):
            return None
        return OutcomeWord.HEDGED
    return None


def _is_other(folded: str, word: Word) -> bool:
    """Whether a not-solved wording is past, denied, supposed or overcome."""
    before, after = _before(folded, word.start), folded[word.end : word.end + 24]
    if _SUPPOSED.search(before) or _DENIED.search(before):
        return True
    if _OVERCOME.search(after) or _BUILT.search(after):
        return True
    return bool(_PAST.search(before)) and _is_overcome_later(folded, word.end)


def _is_overcome_later(folded: str, end: int) -> bool:
    """Whether the text goes on to say that it is restored now."""
    return any(
        word.kind == _RESTORED and not _UNSAID.search(folded[max(0, end + word.start - 8) : end + word.start])
        for word in _WORDS.find(folded[end : end + 160])
    )


def _confirmed(folded: str, words: list[Word]) -> list[tuple[int, int]]:
    """Spans in which something is restored and the customer says so."""
    told = [word for word in words if word.kind in {_RESTORED, _VOICE} and _stands(folded, word)]
    spans: list[tuple[int, int]] = []
    for one, other in zip(told, told[1:], strict=False):
        between = folded[one.end : other.start]
        if one.kind != other.kind and len(between) <= _TOGETHER and not _contrary(between):
            if spans and one.start < spans[-1][1]:
                continue
            spans.append((one.start, other.end))
    return spans


def _stands(folded: str, word: Word) -> bool:
    before = _before(folded, word.start)
    if _SUPPOSED.search(before):
        return False
    if word.kind == _VOICE:
        return not _PENDING.search(before) and not _UNREACHED.search(folded[word.end : word.end + 24])
    return not _UNSAID.search(before)


def _contrary(between: str) -> bool:
    return any(word.kind in {_NOT, _HEDGE} for word in _WORDS.find(between)) or "\n" in between


def _before(folded: str, start: int) -> str:
    """The clause before `start`, at most 30 characters."""
    return re.split(r"[，,。！!？?；;\n\r]", folded[max(0, start - 30) : start])[-1]
