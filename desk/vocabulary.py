"""The desk's words, each with its Chinese name. Values are the words of the exchange workbook."""

from enum import StrEnum


class Verdict(StrEnum):
    """What a rule says of an order."""

    PASS = "pass"
    FAIL = "fail"
    WARN = "warn"
    UNKNOWN = "unknown"
    NA = "na"
    WAIVED = "waived"


VERDICT_NAMES = {
    Verdict.PASS: "通过",
    Verdict.FAIL: "不符合",
    Verdict.WARN: "提醒",
    Verdict.UNKNOWN: "无法判定",
    Verdict.NA: "不适用",
    Verdict.WAIVED: "已豁免",
}


class Role(StrEnum):
    """Who a person is at the desk."""

    HANDLER = "处理人"
    LEAD = "组长"
    QUALITY = "质检"
    ADMIN = "管理员"


class Outcome(StrEnum):
    """解决情况 of an order."""

    SOLVED = "已解决"
    UNSOLVED = "未解决"


class Grade(StrEnum):
    """How precisely a text names a place, best first."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Datum(StrEnum):
    """The coordinate system that a pair is given in."""

    WGS84 = "WGS-84"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"
    UNKNOWN = "未知"


class YesNo(StrEnum):
    """是/否, where a blank says nothing."""

    YES = "是"
    NO = "否"


class Urgency(StrEnum):
    """紧急程度."""

    NORMAL = "一般"
    URGENT = "紧急"


class Network(StrEnum):
    """网络类型."""

    G2 = "2G"
    G3 = "3G"
    G4 = "4G"
    G5 = "5G"
    BROADBAND = "宽带"
    OTHER = "其他"


class Service(StrEnum):
    """业务类型."""

    VOICE = "语音"
    DATA = "数据"
    BOTH = "语音+数据"


class Cause(StrEnum):
    """原因分类."""

    OPTIMISE = "优化"
    FAULT = "故障"
    REFIT = "技改"
    NEW_ACTIVE = "新增有源"
    NEW_BUILD = "新建资源"
    OTHER = "其他"


class Means(StrEnum):
    """方式 of a contact."""

    PHONE = "电话"
    VISIT = "上门"
    SMS = "短信"


class Purpose(StrEnum):
    """目的 of a contact."""

    APPOINT = "预约"
    CALLBACK = "回访"
    TALK = "沟通"


class Reach(StrEnum):
    """结果 of a contact."""

    REACHED = "接通"
    MISSED = "未接通"
    REFUSED = "拒接"


class Restored(StrEnum):
    """确认恢复: what the customer said of the service."""

    YES = "是"
    NO = "否"
    UNKNOWN = "未知"


class Operator(StrEnum):
    """运营商."""

    MOBILE = "移动"
    UNICOM = "联通"
    TELECOM = "电信"
    BROADCAST = "广电"


class Stage(StrEnum):
    """阶段 of a measurement."""

    BEFORE = "前"
    AFTER = "后"


class TransferKind(StrEnum):
    """类型 of a transfer."""

    FAULT = "故障"
    REFIT = "技改"
    NEW_ACTIVE = "新增有源"
    NEW_BUILD = "新建资源"
    FIELD_TEST = "现场测试"
    T2 = "T2"
    SERVICE = "客服转派"


class StepKind(StrEnum):
    """类型 of a handling step."""

    OPTIMISE = "优化"
    REFIT = "整改"
    SITE = "提站"
    ASSESS = "评估"


class StepState(StrEnum):
    """状态 of a handling step."""

    DONE = "已实施"
    NA = "不适用"
    OPEN = "未实施"


class Effect(StrEnum):
    """效果 of a handling step."""

    BETTER = "改善"
    SAME = "无改善"
    UNKNOWN = "未知"


class EscalationReason(StrEnum):
    """原因 of an escalation."""

    SENSITIVE = "敏感"
    CHANNELS = "多渠道"
    DIFFICULT = "疑难"
    OTHER = "其他"


class FollowUpState(StrEnum):
    """状态 of a 跟踪单."""

    OPEN = "跟踪中"
    CLOSED = "已关闭"


class OutageCause(StrEnum):
    """断站原因."""

    POWER = "外电"
    TOWER = "铁塔"
    DEVICE = "设备"
    OTHER = "其他"


class OverKind(StrEnum):
    """类型 of a 三超 item."""

    FAULTY_SITE = "故障基站"
    WEAK = "弱覆盖"


class OverState(StrEnum):
    """状态 of a 三超 item."""

    OPEN = "督办中"
    CLOSED = "已销号"


class PlanKind(StrEnum):
    """类型 of a 建设计划."""

    MOVE = "搬迁"
    BUILD = "新建"


class WaiverKind(StrEnum):
    """结论 of a waiver."""

    WAIVE = "豁免"
    CONFIRM = "确认"
    DISMISS = "排除"


class DepartmentClass(StrEnum):
    """类别 of a department."""

    AGENT = "代维单位"
    MAINTENANCE = "维护室"
    BRANCH = "分公司"
    OPTIMISE = "优化组"
    SERVICE = "客服"
    QUALITY = "质量管控组"
    OTHER = "其他"


class LexiconName(StrEnum):
    """词库 that a phrase belongs to."""

    SENSITIVE = "敏感"
    FORBIDDEN = "忌语"


class PhraseUse(StrEnum):
    """认定方式: what must stand around a phrase for it to count; see `desk.reading.phrases.manner`."""

    ACT = "行为"
    DEED = "自身行为"
    THREAT = "威胁"
    CHANNEL = "渠道"
    COURT = "执法机构"
    APP = "应用"
    STANDING = "身份"
    SAID = "我方用语"
    FINAL = "推辞用语"
    REMARK = "评论用语"
    LOOKALIKE = "排除"


class DayKind(StrEnum):
    """类型 of a day in the office's calendar."""

    OFF = "放假"
    OPENED = "上班"
    PLAIN = "照常"
