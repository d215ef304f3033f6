"""desk check, desk explain."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli.parser import moment, shared
from desk.cli.printing import finding_json, print_finding, print_json, time_json
from desk.cli.progress import bar
from desk.cli.session import open_desk
from desk.errors import InputError
from desk.vocabulary import VERDICT_NAMES, Verdict

if TYPE_CHECKING:
    from desk.services.progress import Progress


def add(verbs: Any) -> None:
    """Add the verbs of this group."""
    check = verbs.add_parser("check", help="检查库中的工单，或一个工作簿（不入库）")
    check.add_argument("file", nargs="?", metavar="文件")
    check.add_argument("--period", metavar="期间", help="2026-10、2026-W42 或 2026-10-01..2026-10-15")
    check.add_argument("--at", metavar="时间", help="检查的时刻，默认现在")
    check.add_argument("--profile", metavar="名称", help="按记住的导入档案对应文件的列名")
    check.add_argument("--rules", metavar="代码,...", help="只查这些规则")
    check.add_argument("--params", metavar="文件", help="参数文件（TOML）")
    check.add_argument(
        "--verdicts",
        metavar="结论,...",
        default="fail,warn,unknown",
        help="列出哪些结论，默认 fail,warn,unknown；另有 pass、na、waived",
    )
    check.add_argument("--exit-code", action="store_true", help="有不符合时退出码为 1")
    shared(check, person=True)
    check.set_defaults(run=_check)
    explain = verbs.add_parser("explain", help="说明一条规则：条款、原因、参数、示例；加工单号说明怎么判的")
    explain.add_argument("rule", metavar="规则")
    explain.add_argument("order", nargs="?", metavar="工单号", help="说明它对这张工单怎么判、时限逐日怎么算")
    shared(explain)
    explain.set_defaults(run=_explain)


def _check(chosen: Namespace) -> int:
    from desk.services.checking import chosen_rules
    from desk.services.period import parse_period
    from desk.services.settings import read_parameters

    asked: dict[str, Any] = {
        "period": parse_period(chosen.period) if chosen.period else None,
        "rules": chosen_rules(chosen.rules.split(",") if chosen.rules else None),
        "verdicts": _verdicts(chosen.verdicts),
        "parameters": read_parameters(Path(chosen.params)) if chosen.params else (),
    }
    with bar("检查") as told:
        result = _result(chosen, told, asked)
    _print(result, asked["verdicts"], chosen.json)
    broken = any(f.verdict is Verdict.FAIL for f in result.findings)
    return 1 if chosen.exit_code and broken else 0


def _result(chosen: Namespace, told: "Progress", asked: dict[str, Any]) -> Any:
    from desk.services.checking import check_file, check_stored

    if chosen.file:
        mapping = _chosen(chosen)
        return check_file(Path(chosen.file), moment(chosen.at), chosen=mapping, progress=told, **asked)
    at = moment(chosen.at) if chosen.at else None
    return check_stored(open_desk(chosen, progress=told), at=at, **asked)


def _chosen(chosen: Namespace) -> dict[str, str] | None:
    if not chosen.profile:
        return None
    from desk.services.profiling import load_profile

    return dict(load_profile(open_desk(chosen), chosen.profile).mapping)


def _verdicts(text: str) -> tuple[Verdict, ...]:
    words = [word.strip().lower().replace("/", "") for word in text.split(",") if word.strip()]
    try:
        asked = tuple(dict.fromkeys(map(Verdict, words)))
    except ValueError:
        asked = ()
    if not asked:
        known = "、".join(v.value for v in Verdict)
        raise InputError(f"--verdicts 的值“{text}”不对，可选 {known}，用逗号分开")
    return asked


def _print(result: Any, verdicts: tuple[Verdict, ...], as_json: bool) -> None:
    counts = {v.value: n for v, n in result.counts().items() if v in verdicts}
    if as_json:
        print_json(
            {
                "at": time_json(result.at),
                "rules_version": result.rules_version,
                "orders": result.orders,
                "counts": counts,
                "findings": [finding_json(f, from_file=result.from_file) for f in result.findings],
                "errors": [
                    {"sheet": e.sheet, "row": e.row, "column": e.column, "value": e.value, "reason": e.reason}
                    for e in result.errors
                ],
                "remarks": list(result.remarks),
            }
        )
        return
    last = None
    for finding in result.findings:
        if finding.order_no != last:
            print(f"工单 {finding.order_no}")
            last = finding.order_no
        print_finding(finding)
    for error in result.errors:
        print(f"未能读取：{error}")
    for remark in result.remarks:
        print(f"提示：{remark}")
    summary = "，".join(f"{VERDICT_NAMES[Verdict(v)]} {n}" for v, n in counts.items())
    print(f"共检查 {result.orders} 张工单（{result.at:%Y-%m-%d %H:%M}）：{summary}")


def _explain(chosen: Namespace) -> int:
    from desk.rules.parameter_values import value_text
    from desk.services.explaining import explain_rule

    told = explain_rule(chosen.rule)
    if chosen.order:
        return _explain_order(chosen, told["rule"])
    if chosen.json:
        print_json(told)
        return 0
    print(f"{told['rule']} {told['name']}（条款 {told['clause']}{'，关口规则' if told['gate'] else ''}）")
    print(f"原因：{told['reason']}")
    print(f"办法：{told['remedy']}")
    print(f"读取：{'、'.join(told['fields'])}")
    for parameter in told["parameters"]:
        mark = "（建议值）" if parameter["suggested"] else ""
        default = f"{value_text(parameter['value'])} {parameter['unit']}".strip() or "空"
        print(f"参数：{parameter['title']} {parameter['name']} = {default}{mark}")
    for example in told["examples"]:
        print(f"示例：[{example['verdict_name']}] {example['title']}")
    return 0


def _explain_order(chosen: Namespace, code: str) -> int:
    """How the rule judges an order now, and how its deadline was counted."""
    from desk.services.viewing import detail

    seen = detail(open_desk(chosen), chosen.order)
    finding = next(found for found in seen.findings if found.rule == code)
    counted = seen.explained.get(code, ())
    if chosen.json:
        print_json({**finding_json(finding, from_file=False), "counted": list(counted)})
        return 0
    print(f"工单 {chosen.order}")
    print_finding(finding)
    for line in counted:
        print(f"      时限：{line}")
    return 0
