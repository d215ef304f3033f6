"""Plantings of TRF: wrong departments, roundabout routes, unanswered branches."""

from desk.services.demo.draft import Draft
from desk.services.demo.office import SWITCHED_OFF, SWITCHED_ON
from desk.services.demo.plantings.planting import Planting, order, part, transfer
from desk.services.demo.stories import broadband, broken, optimised, refitted, remote, to_be_built
from desk.services.demo.world import World
from desk.vocabulary import Verdict

FAIL, WARN, UNKNOWN = Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN


def _to_maintenance(world: World, draft: Draft) -> None:
    draft.order["department"] = f"{draft.place.county.region}维护室"


def _to_optimisers(world: World, draft: Draft) -> None:
    draft.order["department"] = f"{draft.place.county.region}优化组"


def _roundabout(world: World, draft: Draft) -> None:
    region = draft.place.county.region
    region = region if region in SWITCHED_ON else world.rng.choice(SWITCHED_ON)
    draft.transfer.update(kind="客服转派", department=f"{region}分公司")


def _switched_off(world: World, draft: Draft) -> None:
    region = draft.place.county.region
    region = world.rng.choice(SWITCHED_OFF) if region in SWITCHED_ON else region
    draft.transfer.update(kind="T2", department=f"{region}分公司")


TRANSFER = (
    Planting(
        "TRF01", FAIL, "优化类的责任部门写成维护室", (remote, optimised), _to_maintenance, part("department")
    ),
    Planting(
        "TRF01", FAIL, "故障类的责任部门写成优化组", (broken, broadband), _to_optimisers, part("department")
    ),
    Planting(
        "TRF01",
        UNKNOWN,
        "责任部门没有归类",
        (remote, optimised),
        order(department="综合支撑中心"),
        part("department"),
    ),
    Planting("TRF02", FAIL, "接口已启用的分公司仍由客服转派", (refitted,), _roundabout, part("route")),
    Planting("TRF03", FAIL, "转派T2，分公司的接口没有启用", (refitted,), _switched_off, part("route")),
    Planting(
        "TRF04",
        WARN,
        "分公司两天没有回复",
        (refitted, to_be_built),
        transfer(answered_at=None, answer=None),
        part("answer"),
    ),
    Planting(
        "TRF04",
        WARN,
        "分公司只回复已处理",
        (refitted, to_be_built),
        transfer(answer="已处理"),
        part("answer"),
    ),
    Planting(
        "TRF05",
        WARN,
        "转派没有口径",
        (refitted, to_be_built, broken),
        transfer(wording=None),
        part("wording"),
    ),
)
