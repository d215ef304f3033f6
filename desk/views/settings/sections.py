"""The sections of the settings page. To add one: a line in `SECTIONS`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from desk.views.context import Context
from desk.views.settings.panel import Panel


@dataclass(frozen=True, slots=True)
class Section:
    """One section: what it is called, how it is made, and the file that it goes out as."""

    name: str
    title: str
    build: Callable[[Context], Panel]
    files: tuple[str, ...] = ()  # of services.settings.FILES
    book: bool = False  # goes out as the workbook of all registers and settings


def _tables(helps: Mapping[str, str], _context: Context) -> Panel:
    from desk.views.settings.tables_panel import TablesPanel

    return TablesPanel(helps)


def _parameters(_context: Context) -> Panel:
    from desk.views.settings.parameter_panel import ParameterPanel

    return ParameterPanel()


def _calendar(context: Context) -> Panel:
    from desk.views.settings.calendar_panel import CalendarPanel

    return CalendarPanel(context.desk.now().date())


def _people(_context: Context) -> Panel:
    from desk.views.settings.people_panel import PeoplePanel

    return PeoplePanel()


def _machine(context: Context) -> Panel:
    from desk.views.settings.machine_panel import MachinePanel

    return MachinePanel(context.settings)


def _history(context: Context) -> Panel:
    from desk.views.settings.history_panel import HistoryPanel

    return HistoryPanel(context)


_PHRASES = {
    "phrases": "标“内置”的随程序提供；改过或停用的词条盖过内置的，删去自己的一行即恢复内置。"
    "词条里 ~ 代表中间至多 4 个字，… 代表至多 16 个字；认定方式“排除”的词条盖住的文字不算。"
}
_STEPS = {
    "step_names": "九步法和建设评估的步骤：1-6 优化，7-9 整改，10 评估，11-12 提站。"
    "标“示例”的不是官方名称，请改成本单位的叫法；删去自己的一行即恢复示例。"
}
_AREAS = {
    "regions": "每个区县由哪个区域负责，一行一个区县；工单的区域与地址所在区县不符时报 ADR06。",
    "departments": "部门属于哪一类；没有登记的按名称里的字判断，如“维护室”“分公司”。",
    "t2_switches": "分公司的 T2 接口从何时起启用；没有登记的为未启用。",
    "meetings": "资源需求评审会的时间；取消的那次顺延到下一次。每周固定的会在规则参数“每周评审会”里设置。",
}
_REGISTERS = {
    "sites": "站点和断站记录，一次断站一行；断站未恢复的留空。",
    "over_items": "三超登记：成员工单用分号隔开。",
    "plans": "建设计划：搬迁和新建，印在成员工单的建设需求论证里；成员工单用分号隔开。",
}

SECTIONS: tuple[Section, ...] = (
    Section("parameters", "规则参数", _parameters, ("parameters",)),
    Section("phrases", "词库", partial(_tables, _PHRASES), ("sensitive", "forbidden")),
    Section("calendar", "工作日历", _calendar, ("calendar",)),
    Section("steps", "步骤名称", partial(_tables, _STEPS), ("steps",)),
    Section("areas", "区域与部门", partial(_tables, _AREAS), book=True),
    Section("registers", "站点与登记", partial(_tables, _REGISTERS), book=True),
    Section("people", "人员与权限", _people),
    Section("history", "修改记录", _history),
    Section("machine", "本机选项", _machine),
)
