"""The rules by which a text asks for news to stop, pause, come again, come less often or not at night."""

from __future__ import annotations

from text.search.requests.groups import Group
from text.search.requests.said import Said


def asks_pause(said: Said) -> bool:
    """ "Отключи на три дня", "бүгін жазба", "не пишите до понедельника", "snooze"; at night is another matter."""
    if said.has(Group.PAUSE):
        return True
    if said.any(Group.ONCE, Group.FEW, Group.EVERY, Group.MUCH, Group.NIGHT):
        return False
    ends = said.any(Group.STOP, Group.DO_NOT_SEND, Group.OFF, Group.QUIET, Group.DISTURB) or said.has(
        Group.NOT, Group.SEND
    )
    wants_none = said.has(Group.NOT, Group.WANT) and said.any(Group.WHILE)
    waits = said.has(Group.WAIT) or (said.has(Group.NOT) and said.any(Group.AGAIN))
    lasts = said.lasting or said.any(Group.WHILE, Group.DAY)
    return wants_none or (lasts and (ends or waits))


def asks_night(said: Said) -> bool:
    refused = said.any(Group.DO_NOT_SEND, Group.STOP, Group.OFF, Group.DISTURB, Group.QUIET) or (
        said.has(Group.NOT) and said.any(Group.SEND, Group.GET, Group.WANT)
    )
    if said.has(Group.EVERY):
        return False
    wonders = said.has(Group.WHY) and said.any(Group.SEND, Group.DISTURB)
    if said.any(Group.NIGHT) and (refused or wonders or said.has(Group.NOT)):
        return True
    if said.has(Group.NOT) and said.any(Group.DISTURB):
        return True
    quiet = (Group.QUIET, Group.SILENT, Group.SLEEP, Group.NIGHT, Group.SEND, Group.WANT)
    if said.any(Group.SILENT, Group.SLEEP) and said.only(*quiet):
        return True
    if said.has(Group.ONLY, Group.SEND, Group.NIGHT):
        return True
    if said.has(Group.QUIET):
        return said.any(Group.TIME, Group.NOT, Group.OFF, Group.ON, Group.CHANGE, Group.SEND, Group.FEW)
    return said.has(Group.TIME) and (said.has(Group.DO_NOT_SEND) or said.has(Group.NOT, Group.SEND))


def asks_fewer(said: Said) -> bool:
    once = said.has(Group.ONCE) and said.only(Group.ONCE, Group.PER, Group.NIGHT)
    once = once or (said.has(Group.ONCE, Group.PER) and said.only(Group.ONCE, Group.PER, Group.ONE, Group.STOP))
    flooded = said.has(Group.SPAM) and said.any(Group.YOU, Group.ME, Group.NEWS, Group.BOT)
    if said.has(Group.FEW) or said.only(Group.SPAM) or once or flooded:
        return True
    if said.has(Group.MUCH) and said.any(Group.TOO, Group.NOT, Group.DO_NOT_SEND, Group.WHY):
        return True
    if said.has(Group.ONLY, Group.IMPORTANT):
        return said.has(Group.SEND) or not said.has(Group.NEWS)
    if said.has(Group.ONLY, Group.SEND, Group.BIDS):
        return True
    if said.has(Group.EVERY) and said.any(Group.NOT, Group.DO_NOT_SEND):
        return True
    if said.has(Group.PER, Group.ONE) and said.any(Group.NEWS, Group.SEND):
        return True
    if said.has(Group.PER) and said.has(Group.NOT, Group.SEND):
        return True
    if said.has(Group.BUNDLE, Group.NEWS) and said.alone:
        return True
    if said.has(Group.BUNDLE) and said.any(Group.PER, Group.ONCE, Group.SEND, Group.GET, Group.WANT):
        return True
    if said.has(Group.GET, Group.TOO):
        return True
    comes = said.any(Group.NEWS, Group.SEND, Group.GET, Group.COMING, Group.DISTURB)
    return comes and said.any(Group.MUCH, Group.ONCE, Group.A_FEW)


def asks_unsubscribe(said: Said) -> bool:
    refuses = said.has(Group.REFUSE_FIRST, Group.REFUSE_SECOND)
    cancels = said.has(Group.CANCEL) and said.any(Group.NEWS, Group.SUBSCRIPTION, Group.SUBSCRIBE, Group.BOT)
    ends = said.any(Group.OFF, Group.STOP, Group.DELETE, Group.LEAVE) and said.any(
        Group.SUBSCRIPTION, Group.SUBSCRIBE, Group.RUBRIC, Group.LIST
    )
    # "Take me off", "how do I leave the channel".
    leaves = said.has(Group.OFF, Group.ME) or (
        said.has(Group.LEAVE) and not said.has(Group.DESK) and said.any(Group.HOW, Group.WANT, Group.NEWS, Group.BOT)
    )
    unwilling = said.has(Group.NOT, Group.SUBSCRIBE)
    return said.has(Group.UNSUBSCRIBE) or refuses or cancels or ends or leaves or unwilling


def asks_stop(said: Said) -> bool:
    if said.any(Group.STOP, Group.DO_NOT_SEND):
        return True
    if said.any(Group.TIRED, Group.ENDING) and said.any(Group.YOU, Group.NEWS, Group.BOT, Group.SEND):
        return True
    if said.any(Group.OFF, Group.LEAVE):
        named = said.any(Group.NEWS, Group.SUBSCRIPTION, Group.BOT, Group.ME, Group.ALL, Group.THIS, Group.HOW)
        twice = said.only(Group.OFF) and len(said.telling) > 1
        return (named or twice) and not said.has(Group.ON, Group.AGAIN)
    refused = said.any(Group.SEND, Group.GET) or (
        said.has(Group.WANT) and said.any(Group.NEWS, Group.BOT, Group.ALL, Group.SUBSCRIPTION)
    )
    needs_none = said.has(Group.NOT, Group.WANT) and said.only(Group.NOT, Group.RUSSIAN_NOT, Group.WANT, Group.NEGATED)
    if said.has(Group.NO, Group.NEWS) or (said.only(Group.NO) and said.has(Group.FILLER)) or needs_none:
        return True
    if said.has(Group.NOT, Group.INTEREST):
        return True
    if said.has(Group.ABSENT) and not said.has(Group.WANT):
        return False
    return said.has(Group.NOT) and refused and not said.any(Group.HOW, Group.UNCLEAR, Group.WHY)


def asks_subscribe(said: Said) -> bool:
    if said.has(Group.SUBSCRIBE) or said.has(Group.AGAIN, Group.ON):
        return not said.any(Group.NOT, Group.WHO)
    if said.only(Group.RESUME) or (said.has(Group.RUBRIC) and said.any(Group.CHANGE, Group.WANT, Group.ON, Group.HOW)):
        return True
    if said.has(Group.ON) and (said.any(Group.NEWS, Group.SUBSCRIPTION, Group.ME) or said.alone):
        return True
    if said.has(Group.AGAIN) and said.any(Group.NEWS, Group.SEND, Group.SUBSCRIPTION):
        return True
    wants = said.has(Group.NEWS) and said.any(Group.SEND, Group.GET)
    return wants or (said.has(Group.SUBSCRIPTION) and not said.has(Group.NEWS))


def leaves_rubric(said: Said) -> bool:
    """Whether the rubric that the other words name shall come no more: "спорт өшір", "мне не интересна культура"."""
    if said.any(Group.AGAIN):
        return False
    if asks_unsubscribe(said) or asks_stop(said):
        return True
    ends = said.any(Group.OFF, Group.DELETE, Group.CANCEL, Group.QUIET)
    return ends or said.only(Group.NO) or (said.has(Group.NOT) and said.any(Group.WANT, Group.INTEREST, Group.SEND))


def follows_rubric(said: Said) -> bool:
    return said.any(Group.SUBSCRIBE, Group.SEND, Group.GET, Group.ON)
