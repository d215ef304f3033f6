"""A card tells how its deadline was counted."""

from desk.rules.scenes import CLEAN_NO
from tests.helpers.scenes import fill, rows
from tests.helpers.windows import open_order


def test_a_deadline_in_days_unfolds_its_count(qtbot, make_window, desk):
    late = {"类型": "故障", "接收部门": "澄迈维护室", "传递时间": "2026-10-14 09:00"}
    fill(desk, rows(工单={"原因分类": "故障", "定性时间": "2026-10-10 12:00"}, 转派=[late]))
    page = open_order(qtbot, make_window(desk), CLEAN_NO)
    card = page.verdicts.card("DLN04")
    assert "2026年10月11日 周日 周末 不计" in card.explained.text()
    assert not card.explained.isVisibleTo(card)
    card.explain_button.click()
    assert card.explained.isVisibleTo(card)
    assert page.verdicts.card("DLN05").explain_button is None
