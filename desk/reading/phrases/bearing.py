"""What must stand beside a sensitive phrase, by its manner, for it to be the customer's act or threat."""

from collections.abc import Callable

from desk.reading.cues import Cues
from desk.reading.phrases.context import Surroundings
from desk.reading.phrases.manner import Manner

CUES = Cues("asserted")
_IDLE_AFTER = ("suffered_after", "reluctant_after", "harmless_after")
_BUILDINGS = frozenset("局院所台社府厅安")


def bears(around: Surroundings, manner: Manner) -> bool:
    """Whether the surroundings of a phrase are such as its manner needs."""
    if CUES["dead_before"].search(around.before) or _is_dead_number(around):
        return False
    return _TESTS[manner](around) if manner in _TESTS else True


def is_against_another(around: Surroundings) -> bool:
    """A quarrel with somebody else: a landlord, a neighbour, another operator."""
    if CUES["against"].search(around.before):
        return True
    return bool(CUES["suing"].search(around.phrase) and CUES["against_after"].search(around.after))


def _is_dead_number(around: Surroundings) -> bool:
    """A number that cannot be reached."""
    if not around.phrase[-1].isdigit() or CUES["strongly_approached"].search(around.before):
        return False
    return bool(CUES["dead_after"].search(around.after) or CUES["dead_next"].search(around.later(40)))


def _is_own_deed(around: Surroundings) -> bool:
    """A deed that the customer did or means to do, not one done by others or to him."""
    if CUES["by_customers"].search(around.before):
        return True
    if _is_others(around) or _is_idle(around):
        return False
    if around.before:
        own = any(CUES[cue].search(around.before) for cue in ("own_before", "own_meant", "own_subject"))
        return own or is_ultimatum(around)
    earlier = around.earlier()
    if CUES["citation"].search(earlier):
        return False
    return not earlier.strip() or bool(CUES["own_sentence"].search(earlier))


def _is_idle(around: Surroundings) -> bool:
    """A deed suffered, one that he shrinks from, or a harmless one of the same name."""
    if CUES["reluctant_before"].search(around.before):
        return True
    return any(CUES[cue].search(around.after) for cue in _IDLE_AFTER)


def _is_threatened(around: Surroundings) -> bool:
    """Harm that the customer means, or did to our side."""
    if CUES["harmed_another"].search(around.before) or CUES["spared"].search(around.phrase):
        return False
    if CUES["by_customers"].search(around.before):
        return True
    meant = any(CUES[cue].search(around.before) for cue in ("intent_before", "own_subject"))
    return (meant or is_ultimatum(around)) and not _is_others(around)


def is_ultimatum(around: Surroundings) -> bool:
    """What is to follow if we do not do as asked."""
    return bool(CUES["answered"].search(around.before) and CUES["ultimatum"].search(around.earlier(40)))


def _is_others(around: Surroundings) -> bool:
    """A deed of somebody else, or one that the customer suffers or asks for."""
    if CUES["others_before"].search(around.before) or CUES["help_me"].search(around.before):
        return True
    return bool(CUES["suffered_before"].search(around.before)) and not CUES["intent"].search(around.before)


def _is_approached(around: Surroundings) -> bool:
    """A body or hotline with a deed of complaining, not a place gone to."""
    return _is_turned_to(around) and not _is_only_named(around)


def _is_turned_to(around: Surroundings) -> bool:
    if CUES["strongly_approached"].search(around.before) or _is_called_in(around):
        return True
    if CUES["dead_after"].search(around.after):
        return False
    if CUES["grievance_after"].search(around.after):
        return True
    if CUES["approached"].search(around.before) or is_ultimatum(around):
        return not (CUES["broken_after"].search(around.after) or CUES["errand_after"].search(around.after))
    return _is_gone_to(around)


def _is_only_named(around: Surroundings) -> bool:
    """A body that acts itself, that others turn to, that is appealed to, or in whose house one is."""
    if CUES["passive_before"].search(around.before) or CUES["others_deed"].search(around.before):
        return True
    if CUES["ordained"].search(around.before):
        return True
    if CUES["of_itself_after"].search(around.after) or CUES["object_after"].search(around.after):
        return True
    return _is_wish(around) or _is_elsewhere(around)


def _is_called_in(around: Surroundings) -> bool:
    """The press or the police called to the place, or the customer's own paper."""
    if CUES["press"].search(around.phrase):
        if CUES["press_after"].search(around.after):
            return True
        if CUES["identity_before"].search(around.before) and CUES["press_meant"].search(around.later(40)):
            return True
    return bool(CUES["called_before"].search(around.before) and CUES["called_after"].search(around.after))


def _is_wish(around: Surroundings) -> bool:
    """An appeal to those who read it; the press is called in rather than appealed to."""
    if not CUES["wish"].search(around.before) or CUES["wish_after"].search(around.after):
        return False
    return not CUES["press"].search(around.phrase) or bool(CUES["press_wish_after"].search(around.after))


def _is_elsewhere(around: Surroundings) -> bool:
    """A building in which something does not work."""
    return bool(
        around.phrase[-1] in _BUILDINGS
        and CUES["elsewhere"].search(around.before)
        and CUES["elsewhere_after"].search(around.after)
    )


def _is_charged(around: Surroundings) -> bool:
    """A court or the police with whom the customer lodges a charge, or to whom he means to go."""
    if _is_others(around) or _is_elsewhere(around) or CUES["object_after"].search(around.after):
        return False
    if CUES["strongly_approached"].search(around.before):
        return True
    if CUES["charge_after"].search(around.after):
        return _is_own_deed(around)
    if is_ultimatum(around) or CUES["court_meant"].search(around.before):
        return not CUES["broken_after"].search(around.after)
    return _is_gone_to(around)


def _is_gone_to(around: Surroundings) -> bool:
    """A place that he means to go to for its own sake."""
    gone = CUES["gone_to"].search(around.before) and CUES["gone_after"].search(around.after)
    return bool(gone and CUES["meant"].search(around.earlier(30)))


def _is_stage(around: Surroundings) -> bool:
    """An application used to expose us, not one that stutters."""
    if CUES["passive_before"].search(around.before):
        return False
    if CUES["exposed_after"].search(around.after) or CUES["exposed_before"].search(around.before):
        return True
    if CUES["posted_before"].search(around.before):
        return True
    if CUES["broken_after"].search(around.after):
        return False
    if CUES["posting_meant"].search(around.before) or is_ultimatum(around):
        return True
    return bool(CUES["posting"].search(around.before) and CUES["threat"].search(around.earlier()))


def _is_of_rank(around: Surroundings) -> bool:
    """A person of rank who is the customer, or whom he calls in."""
    if CUES["identity_before"].search(around.before) or CUES["identity_after"].search(around.after):
        return True
    return _is_approached(around)


_TESTS: dict[Manner, Callable[[Surroundings], bool]] = {
    Manner.DEED: _is_own_deed,
    Manner.THREAT: _is_threatened,
    Manner.CHANNEL: _is_approached,
    Manner.COURT: _is_charged,
    Manner.APP: _is_stage,
    Manner.STANDING: _is_of_rank,
}
