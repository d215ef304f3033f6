"""Examples below the help of every verb; a test runs each through the parser."""

from argparse import ArgumentParser
from typing import Any, cast

EXAMPLES: dict[str, tuple[str, ...]] = {
    "window": ("desk window --demo",),
    "import": (
        "desk import 十月.xlsx --dry-run --errors 错误清单.xlsx",
        "desk import 十月.xlsx 补充.csv --skip-bad-rows",
        "desk import 外省.xlsx --map 单据=工单号 --map 发出=派单时间 --remember 外省",
        "desk import 外省二.xlsx --profile 外省 --json",
    ),
    "check": (
        "desk check",
        "desk check 十月.xlsx --at 2026-10-31T18:00 --json",
        "desk check --period 2026-10 --rules RPL01,ESC01 --verdicts fail,warn",
        "desk check --params 参数.toml --exit-code",
    ),
    "explain": ("desk explain RPL01", "desk explain DLN04 HI-052-261008-00017"),
    "address": (
        "desk address 澄迈县金江镇文明路227号",
        "desk address --file 地址.txt --json",
        "desk address --file 工单.xlsx",
    ),
    "reply": (
        "desk reply HI-052-261008-00017 --outcome 已解决 --text 调整天线后恢复，用户确认 --dry-run",
        "desk reply HI-052-261008-00017 --outcome 未解决 --text 弱覆盖，已纳入规划",
        "desk reply HI-052-261008-00017 --outcome 已解决 --text 新站已开通，用户确认恢复",
        "desk reply HI-052-261008-00017 --outcome 已解决 --text 已恢复 --override 客户出国 --by 组长",
    ),
    "contact": (
        "desk contact HI-052-261008-00017 --purpose 回访 --result 接通 --restored 是 --score 9",
        "desk contact HI-052-261008-00017 --purpose 预约 --result 未接通 --at 2026-10-08T15:30",
    ),
    "track": (
        "desk track HI-052-261008-00017 --next 2026-10-25T09:00 --text 已立项，等设备",
        "desk track HI-052-261008-00017 --close --solved 2026-10-24T16:00 --text 新站开通",
    ),
    "escalate": ("desk escalate HI-052-261008-00017 --reason 疑难 --to 主管",),
    "waive": (
        "desk waive HI-052-261008-00017 ADR02 --reason 客户只肯说小区 --by 质检",
        "desk waive HI-052-261008-00017 RPL06 --conclusion 排除 --reason 是另一处的问题 --by 质检",
    ),
    "undo": ("desk undo",),
    "redo": ("desk redo",),
    "photo add": ("desk photo add HI-052-261008-00017 现场一.jpg 现场二.jpg --note 楼顶天线",),
    "photo list": ("desk photo list HI-052-261008-00017 --json",),
    "photo save": ("desk photo save HI-052-261008-00017 照片",),
    "photo restore": ("desk photo restore 照片.zip",),
    "export orders": ("desk export orders --period 2026-10 清单.xlsx",),
    "export feedback": (
        "desk export feedback --region all --period 2026-10 反馈.xlsx",
        "desk export feedback --region 澄迈 --period 2026-W42 --template 模板.xlsx 反馈.xlsx",
        "desk export feedback --region all --order HI-052-261008-00017 反馈.xlsx",
    ),
    "export feedback-template": ("desk export feedback-template 模板.xlsx",),
    "export summary": (
        "desk export summary --period 2026-10 月报.xlsx",
        "desk export summary --period 2026-10-01..2026-10-15 半月.xlsx",
    ),
    "export archive": ("desk export archive --by 管理员 存档.xlsx",),
    "export photos": ("desk export photos --period 2026-10 照片.zip",),
    "print field-test": ("desk print field-test HI-052-261008-00017 HI-052-261008-00018 测试报告.pdf",),
    "print order": ("desk print order HI-052-261008-00017 工单.pdf",),
    "print visit": ("desk print visit HI-052-261008-00017 上门卡.pdf",),
    "print follow-up": ("desk print follow-up HI-052-261008-00017 跟踪单.pdf",),
    "print shift": ("desk print shift --handler 处理人 当班.pdf",),
    "print review": ("desk print review --period 2026-10 论证.pdf",),
    "period close": ("desk period close 2026-10 --by 组长",),
    "period reopen": ("desk period reopen 2026-10 --reason 补录工单 --by 组长",),
    "period differences": ("desk period differences 2026-10 --json",),
    "period list": ("desk period list",),
    "settings show": ("desk settings show repeat_days",),
    "settings set": (
        "desk settings set repeat_days 45 --dry-run",
        "desk settings set repeat_days 45 --reason 按省公司要求 --by 组长",
    ),
    "settings export": ("desk settings export parameters 参数.toml",),
    "settings import": ("desk settings import parameters 参数.toml --reason 按省公司要求 --by 组长",),
    "demo": ("desk demo --orders 300 --seed 1 演示月.xlsx",),
    "tour": ("desk tour --out 输出",),
    "database upgrade": ("desk database upgrade",),
    "database backup": ("desk database backup 备份.db",),
    "database restore": ("desk database restore 备份.db",),
    "database verify": ("desk database verify",),
    "completion": (
        "desk completion bash >> ~/.bashrc",
        "desk completion fish > ~/.config/fish/completions/desk.fish",
    ),
}


CODES = """退出码：
  0 完成　　1 有不符合（check --exit-code），或回单被关口拒绝
  2 输入或请求有误，原因在标准错误　　3 数据库不能使用
每个命令都有示例，例如 desk import --help"""


def put_below(parser: ArgumentParser, verb: str = "") -> None:
    """Put the examples below the help of every verb."""
    if verb in EXAMPLES:
        parser.epilog = "示例：\n" + "\n".join(f"  {line}" for line in EXAMPLES[verb])
    for name, below in verbs_of(parser).items():
        put_below(below, f"{verb} {name}".strip())


def verbs_of(parser: ArgumentParser) -> dict[str, ArgumentParser]:
    """The verbs that come after this one, by name."""
    groups = parser._subparsers._group_actions if parser._subparsers else ()
    return {name: verb for group in groups for name, verb in cast(dict[str, Any], group.choices).items()}
