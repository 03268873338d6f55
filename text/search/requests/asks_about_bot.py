"""The rules by which a text asks the bot for its language, its settings, help, the newsroom, or who and what it is."""

from __future__ import annotations

from text.search.requests.groups import Group
from text.search.requests.said import Said


def asks_forget(said: Said) -> bool:
    about_me = said.has(Group.DELETE, Group.ME) and said.any(Group.ABOUT, Group.KEEP)
    return said.has(Group.DATA, Group.DELETE) or said.has(Group.FORGET, Group.ME) or about_me


def asks_privacy(said: Said) -> bool:
    about_me = said.has(Group.KEEP) and said.any(Group.DATA, Group.ABOUT)
    if said.has(Group.DATA, Group.ME) and said.any(Group.WHO, Group.WHAT, Group.HOW, Group.KEEP):
        return True
    return said.has(Group.PRIVACY) or (about_me and said.any(Group.YOU, Group.ME, Group.WHAT))


def asks_language(said: Said) -> bool:
    changes = said.any(
        *(Group.CHANGE, Group.SPEAK, Group.SEND, Group.HOW, Group.WANT, Group.SETTINGS, Group.UNCLEAR, Group.CAN)
    )
    if said.has(Group.NEWS):
        wants = said.any(Group.WANT, Group.SEND, Group.CHANGE, Group.GET, Group.WHY)
        return wants and said.any(Group.LANGUAGE, Group.LANGUAGE_NAME)
    if said.has(Group.LANGUAGE):
        return changes or said.alone or said.has(Group.COMPLAINT)
    if said.has(Group.WHY) and said.any(Group.ALL, Group.YOU, Group.BOT):
        return said.has(Group.LANGUAGE_NAME)
    return said.has(Group.LANGUAGE_NAME) and (changes or said.alone)


def asks_settings(said: Said) -> bool:
    return said.has(Group.SETTINGS)


def misses_news(said: Said) -> bool:
    """ "Почему новости не приходят", "жаңалық келмей жатыр": nothing shall stop, on the contrary."""
    if said.has(Group.WHY, Group.DO_NOT_SEND):
        return True
    if said.has(Group.WANT) or not said.any(Group.NOT, Group.NO, Group.DO_NOT_SEND):
        return False
    if said.has(Group.ABSENT) and said.only(
        *(Group.ABSENT, Group.NOT, Group.GET, Group.SEND, Group.COMING, Group.PER, Group.EVERY)
    ):
        return True
    if not said.has(Group.NEWS):
        return False
    return said.has(Group.ABSENT) or (said.has(Group.WHY) and not said.any(Group.YOU, Group.LANGUAGE_NAME))


def asks_contact(said: Said) -> bool:
    if said.has(Group.DESK):
        return said.alone or said.any(
            *(Group.WRITE, Group.HOW, Group.WANT, Group.COMPLAINT, Group.NEWS, Group.SEND, Group.OFFER, Group.CAN),
            Group.ON,
        )
    address = (Group.TO_WHOM, Group.WRITE, Group.COMPLAINT)
    if said.has(Group.TO_WHOM) and said.any(*address[1:]) and said.only(*address, Group.WANT, Group.CAN, Group.SEND):
        return True
    if said.has(Group.COMPLAINT):
        shown = said.any(Group.WRITE, Group.WANT, Group.NEWS, Group.HOW, Group.SEND)
        return shown or said.only(Group.COMPLAINT, Group.ME, Group.BOT, Group.RUBRIC)
    if said.has(Group.ADVERT) and said.any(Group.WANT, Group.HOW, Group.GIVE, Group.YOU, Group.WRITE, Group.OFF):
        return True
    if said.has(Group.NEWS, Group.HAVE, Group.TO_YOU) and said.only(Group.NEWS):
        return True
    if said.has(Group.NEWS, Group.NOT, Group.CORRECT):
        return True
    if said.has(Group.OFFER) and (said.any(Group.NEWS, Group.RUBRIC) or said.alone):
        return True
    if said.has(Group.NEWS, Group.YOU, Group.ME) and said.only(Group.NEWS):
        return True
    if said.has(Group.BACK, Group.WRITE):
        return True
    if said.has(Group.PERSON) and not said.any(Group.YOU, Group.WHO, Group.BOT):
        return said.any(Group.WRITE, Group.SPEAK, Group.WANT, Group.HELP)
    if said.alone and said.telling[0] >= {Group.WRITE, Group.YOU}:
        # "Нөміріңізді беріңізші".
        return True
    asks = said.any(Group.HOW, Group.WANT, Group.CAN) or len(said.telling) > 1
    return said.has(Group.WRITE) and asks and said.any(Group.YOU, Group.DESK)


def asks_who(said: Said) -> bool:
    if said.any(Group.WHO_ARE_YOU) or (said.has(Group.YOU) and said.any(Group.WHO, Group.PERSON, Group.NAME)):
        return not said.any(Group.CAN) or said.any(Group.WHO, Group.WHO_ARE_YOU)
    if said.only(Group.WHO, Group.WHAT):
        pointed = said.any(Group.YOU, Group.THIS)
        return pointed or (said.has(Group.WHO) and said.has(Group.FILLER))
    if said.has(Group.WHO) and said.any(Group.SPEAK, Group.PERSON, Group.MADE, Group.WRITE, Group.SEND):
        return True
    if said.has(Group.ABOUT, Group.YOU) and said.only(Group.ABOUT, Group.WRITE, Group.SPEAK, Group.DATA):
        return True
    if said.only(Group.BOT, Group.PERSON) and said.has(Group.FILLER):
        return True
    return said.has(Group.BOT) and said.any(Group.WHO, Group.WHAT) and not said.any(Group.CAN, Group.FEATURE)


def asks_abilities(said: Said) -> bool:
    if said.has(Group.FEATURE):
        return said.alone or said.any(Group.WHAT, Group.HOW, Group.YOU, Group.BOT)
    if said.has(Group.UNCLEAR):
        return False
    if said.has(Group.WHAT, Group.DO) and said.only(Group.WHAT, Group.DO, Group.CAN, Group.BOT):
        return True
    if said.has(Group.DO, Group.WANT) and not said.has(Group.YOU):
        # "Не істеу керек".
        return False
    return said.has(Group.WHAT, Group.CAN) or said.has(Group.WHAT, Group.YOU, Group.WANT)


def asks_help(said: Said) -> bool:
    uses = said.has(Group.USE) and said.any(Group.HOW, Group.BOT, Group.YOU, Group.WHAT)
    of_others = said.any(Group.PERSON) and not said.any(Group.YOU, Group.BOT)
    return (uses and not of_others) or said.any(Group.HELP, Group.UNCLEAR)
