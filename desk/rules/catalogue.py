"""All rules, in the order of the standard.

To add a rule: a file in its family's folder and its line here; its examples run as tests by themselves.
"""

from desk.rules.address import (
    adr01_missing,
    adr02_imprecise,
    adr03_contradiction,
    adr04_no_coordinates,
    adr05_off_place,
    adr06_region,
)
from desk.rules.analysis import ana01_elements, ana02_no_cause
from desk.rules.conduct import (
    con01_quiet_hours,
    con02_forbidden,
    con03_greeting,
    con04_not_early,
    con05_six_donts,
    con06_photos,
    con07_leaving,
)
from desk.rules.deadline import (
    dln01_reply,
    dln02_field_test,
    dln03_stage_reply,
    dln04_fault_transfer,
    dln05_supervision,
    dln06_refit,
    dln07_review,
    dln08_stage_text,
)
from desk.rules.escalation import (
    esc01_sensitive,
    esc02_channels,
    esc03_difficult,
    esc04_stalled,
    esc05_unsettled,
)
from desk.rules.fault import flt01_no_contact, flt02_customer_voice
from desk.rules.field_test import (
    fld01_three_networks,
    fld02_retest,
    fld03_information,
    fld04_need,
    fld05_short_plan,
    fld06_long_plan,
    fld07_step_order,
    fld08_assessment,
    fld09_rivals,
    fld10_suspicious,
)
from desk.rules.reply import (
    rpl01_no_callback,
    rpl02_late_callback,
    rpl03_not_confirmed,
    rpl04_contradiction,
    rpl05_unfinished,
    rpl06_repeated,
    rpl07_not_followed,
    rpl08_stalled,
    rpl09_closed_unsolved,
    rpl10_no_outcome,
    rpl11_poor_after,
)
from desk.rules.rule import Rule
from desk.rules.supervision import (
    sup01_faulty_site,
    sup02_weak_area,
    sup03_long_outage,
    sup04_crucial_site,
    sup05_unsupervised,
)
from desk.rules.transfer import (
    trf01_wrong_department,
    trf02_roundabout,
    trf03_switched_off,
    trf04_branch_answer,
    trf05_no_wording,
)

CATALOGUE: tuple[Rule, ...] = (
    adr01_missing.RULE,
    adr02_imprecise.RULE,
    adr03_contradiction.RULE,
    adr04_no_coordinates.RULE,
    adr05_off_place.RULE,
    adr06_region.RULE,
    ana01_elements.RULE,
    ana02_no_cause.RULE,
    con01_quiet_hours.RULE,
    con02_forbidden.RULE,
    con03_greeting.RULE,
    con04_not_early.RULE,
    con05_six_donts.RULE,
    con06_photos.RULE,
    con07_leaving.RULE,
    fld01_three_networks.RULE,
    fld02_retest.RULE,
    fld03_information.RULE,
    fld04_need.RULE,
    fld05_short_plan.RULE,
    fld06_long_plan.RULE,
    fld07_step_order.RULE,
    fld08_assessment.RULE,
    fld09_rivals.RULE,
    fld10_suspicious.RULE,
    dln01_reply.RULE,
    dln02_field_test.RULE,
    dln03_stage_reply.RULE,
    dln04_fault_transfer.RULE,
    dln05_supervision.RULE,
    dln06_refit.RULE,
    dln07_review.RULE,
    dln08_stage_text.RULE,
    rpl01_no_callback.RULE,
    rpl02_late_callback.RULE,
    rpl03_not_confirmed.RULE,
    rpl04_contradiction.RULE,
    rpl05_unfinished.RULE,
    rpl06_repeated.RULE,
    rpl07_not_followed.RULE,
    rpl08_stalled.RULE,
    rpl09_closed_unsolved.RULE,
    rpl10_no_outcome.RULE,
    rpl11_poor_after.RULE,
    trf01_wrong_department.RULE,
    trf02_roundabout.RULE,
    trf03_switched_off.RULE,
    trf04_branch_answer.RULE,
    trf05_no_wording.RULE,
    esc01_sensitive.RULE,
    esc02_channels.RULE,
    esc03_difficult.RULE,
    esc04_stalled.RULE,
    esc05_unsettled.RULE,
    sup01_faulty_site.RULE,
    sup02_weak_area.RULE,
    sup03_long_outage.RULE,
    sup04_crucial_site.RULE,
    sup05_unsupervised.RULE,
    flt01_no_contact.RULE,
    flt02_customer_voice.RULE,
)

BY_CODE = {rule.code: rule for rule in CATALOGUE}
