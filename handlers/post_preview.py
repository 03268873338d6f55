"""What comes next for a draft: the part that is missing, or the message exactly as readers will see it."""

from __future__ import annotations

from dataclasses import replace

from aiogram.fsm.state import State

from domain.article import Article, Rubric
from domain.audience import ChatKind
from domain.buttons import Button, Keyboard
from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Role
from handlers.correction import show_correction
from handlers.drafting import Desk, Writing, button, rubric_of
from handlers.keyboards import DraftPress, press
from handlers.publish import audience, proof
from handlers.rubric_board import shown_rubrics
from handlers.similar import same_story, suggested_rubric
from text.card import push_card
from text.push_buttons import push_buttons
from text.render import html

_A_ROW = 2
_MOST_RUBRICS = 60


async def go_on(desk: Desk, draft: Draft, *, lead_is_settled: bool = False) -> None:
    """Asks for the first part that is missing; with all of them there, shows the preview."""
    if draft.of:
        await show_correction(desk, draft)
    elif not draft.title:
        await ask(desk, draft, Writing.title)
    elif not draft.body and not draft.lead and not lead_is_settled:
        await ask(desk, draft, Writing.lead)
    elif not draft.body:
        await ask(desk, draft, Writing.text)
    elif (rubric := await rubric_of(desk.store, draft)) is None:
        await ask_rubric(desk, draft)
    else:
        await show_preview(desk, draft, rubric)


async def ask(desk: Desk, draft: Draft, step: State, *, anew: bool = False) -> None:
    """Asks for the title, the lead or the text. `anew`: a text that is there is to be replaced."""
    await desk.expects(step, draft, anew=anew)
    if step == Writing.title:
        await desk.talk.says(desk.talk.say("editor-ask-title"))
    elif step in (Writing.link, Writing.tags):
        await desk.talk.says(desk.talk.say("post-ask-link" if step == Writing.link else "post-ask-tags"))
    elif step == Writing.lead:
        await desk.talk.says(desk.talk.say("editor-ask-lead"), ((button(desk, "editor-no-lead", "nolead", draft),),))
    else:
        await desk.talk.says(desk.talk.say("editor-ask-text-anew" if anew else "editor-ask-text"))


async def ask_rubric(desk: Desk, draft: Draft) -> None:
    """The rubrics as buttons; another name may be typed."""
    await desk.expects(Writing.rubric, draft)
    hint = await suggested_rubric(desk, draft)
    rubrics = sorted(await shown_rubrics(desk.store), key=lambda rubric: rubric.key != hint)
    buttons = [
        press(
            f"💡 {rubric.name(desk.talk.language)}" if rubric.key == hint else rubric.name(desk.talk.language),
            DraftPress(do="rubric", draft=draft.id, version=0, rubric=rubric.key),
        )
        for rubric in rubrics[:_MOST_RUBRICS]
    ]
    rows = tuple(tuple(buttons[start : start + _A_ROW]) for start in range(0, len(buttons), _A_ROW))
    await desk.talk.says(desk.talk.say("editor-ask-rubric"), rows)


async def show_preview(desk: Desk, draft: Draft, rubric: Rubric) -> None:
    """Two messages: the push as it will stand in a private chat, and below it what can be done with it."""
    await desk.dialogue.clear()
    talk = desk.talk
    ready = await proof(desk, draft, rubric)
    card = push_card(ready.article, talk.look)
    await talk.says(html(card), _harmless(desk, draft, ready.article))
    counts = await audience(desk, ready.article)
    people, groups, channels = (counts.get(kind, 0) for kind in (ChatKind.PRIVATE, ChatKind.GROUP, ChatKind.CHANNEL))
    key = "editor-preview" if people or groups or channels else "editor-preview-nobody"
    text = talk.say(key, people=people, groups=groups, channels=channels)
    await talk.says("\n\n".join([text, *await _warnings(desk, draft)]), _panel(desk, draft))


async def _warnings(desk: Desk, draft: Draft) -> list[str]:
    """What an editor would want to know before it leaves."""
    warnings = [] if draft.lead else [desk.talk.say("post-no-lead")]
    alike = await same_story(desk, draft)
    if alike:
        warnings.append(desk.talk.say("post-same-story", percent=alike[1], title=alike[0].title))
    return warnings


async def publishable(desk: Desk, draft: Draft, data: DraftPress) -> Rubric | None:
    """The rubric of a draft that is whole, and is what the pressed panel showed; else its preview is shown anew."""
    if draft.of:
        raise Rejected("reader-stale")
    rubric = await rubric_of(desk.store, draft)
    if rubric is None or not draft.title or not draft.body:
        raise Rejected("reader-stale")
    if data.version == draft.version:
        return rubric
    await desk.talk.toast(desk.talk.plain("editor-changed-meanwhile"), alert=True)
    await show_preview(desk, draft, rubric)
    return None


def _harmless(desk: Desk, draft: Draft, article: Article) -> Keyboard:
    """The readers' buttons; what they would do to an article that is not there yet, they do to the draft."""
    keyboard = push_buttons(article, ChatKind.PRIVATE, desk.talk.language, desk.talk.username)

    def data(old: str) -> str:
        return DraftPress(do=old.partition(":")[0], draft=draft.id, version=draft.version).pack()

    return tuple(tuple(replace(one, data=data(one.data)) if one.data else one for one in row) for row in keyboard)


def _panel(desk: Desk, draft: Draft) -> Keyboard:
    """Whoever may publish in this rubric decides; an author asks."""
    first: list[tuple[Button, ...]] = [(button(desk, "post-ask", "ask", draft),)]
    if desk.member.may(Role.EDITOR, draft.rubric):
        first = [(button(desk, "editor-publish", "publish", draft), button(desk, "post-schedule", "schedule", draft))]
        if desk.member.may_break:
            first.append((button(desk, "post-breaking", "breaking", draft),))
    return (
        *first,
        (button(desk, "editor-change-title", "title", draft), button(desk, "editor-change-lead", "lead", draft)),
        (button(desk, "editor-change-text", "text", draft), button(desk, "editor-change-rubric", "pick", draft)),
        (button(desk, "post-link", "link", draft), button(desk, "post-tags", "tags", draft)),
        (button(desk, "post-save", "save", draft), button(desk, "editor-throw", "throw", draft)),
    )
