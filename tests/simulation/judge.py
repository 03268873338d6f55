"""What must be true after a run, whatever happened in it."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from bot.last_exit import LAST_EXIT
from tests.simulation.chats import Message
from tests.simulation.departures import LEAVES_IN, judge_departures
from tests.simulation.hours_kept import judge_hours
from tests.simulation.ledger import Ledger
from tests.simulation.newsroom import Story
from tests.simulation.stage import Stage
from tests.simulation.world import World

# In all, of one article in one chat; one more for each time that an editor had it sent again.
COPIES = 3
# Seconds of a stop where the disk refuses: the last exit ends the process before they are over.
STOPS_ANYHOW = 10.0


def judge(stage: Stage, world: World) -> None:
    """Adds a complaint to the stage for each promise that was broken."""
    ledger = Ledger(stage)
    for story in world.stories:
        _everybody_is_served(stage, ledger, story)
        _nobody_else_is_served(stage, ledger, story)
        _copies_are_few(stage, ledger, story)
        _copies_are_current(stage, ledger, story)
        _what_was_out_at_a_merge_is_awaited(stage, ledger, story)
    _what_is_known_is_recorded(stage, ledger, world)
    _tallies_agree(stage, ledger, world)
    _returned_are_back(stage, world)
    _stops_are_short(stage, ledger)
    judge_departures(stage, ledger, world)
    if stage.has_hours:
        judge_hours(stage, ledger, world)


def _everybody_is_served(stage: Stage, ledger: Ledger, story: Story) -> None:
    push = ledger.push_of(story)
    if push is None or story.recalled or story.cancelled:
        return
    for recipient in ledger.living_all(push.always or set()):
        if ledger.receipts[push.article, recipient]:
            if not ledger.copies_for(story, recipient):
                stage.complaints.append(f"{story.title}: a receipt of {recipient}, but no copy anywhere")
            continue
        if ledger.copies_for(story, recipient):
            # A reader deleted it, and a correction found that out; what was never written down is another complaint.
            continue
        if ledger.digests_with(story, recipient) or ledger.digest_ended(recipient):
            continue
        fate = ledger.fates.get((push.broadcast, recipient, 0))
        chats = ledger.places[recipient]
        if fate is None:
            stage.complaints.append(f"{story.title}: {recipient} at {chats} followed all the time and got nothing")
        elif not ledger.explains(story, recipient, fate[0]):
            stage.complaints.append(f"{story.title}: {recipient} at {chats} is {fate} without a reason")


def _nobody_else_is_served(stage: Stage, ledger: Ledger, story: Story) -> None:
    push = ledger.push_of(story)
    for copy in ledger.copies[story.number]:
        owners = ledger.living_all(stage.audience.seen[copy.chat, copy.topic])
        if push is None or not owners & ledger.living_all(push.ever):
            stage.complaints.append(f"{story.title}: {copy.chat}/{copy.topic} never followed, but got a copy")


def _copies_are_few(stage: Stage, ledger: Ledger, story: Story) -> None:
    places: dict[tuple[int, int], list[Message]] = defaultdict(list)
    for copy in ledger.copies[story.number]:
        places[copy.chat, copy.topic].append(copy)
    for place, copies in places.items():
        if len(copies) > COPIES + len(stage.sent_again[story.number]):
            stage.complaints.append(f"{story.title}: {len(copies)} copies at {place}")
        copies.sort(key=lambda copy: copy.call.departed_at)
        for copy, following in pairwise(copies):
            if not ledger.may_be_repeated(copy.call, following.call):
                said = f"#{copy.number} at {place} is repeated as #{following.number}, and its fate was known"
                stage.complaints.append(f"{story.title}: {said}")


def _what_was_out_at_a_merge_is_awaited(stage: Stage, ledger: Ledger, story: Story) -> None:
    """Two recipients became one while a message was out to one of them: no other is sent until its answer comes."""
    push = ledger.push_of(story)
    for join in stage.audience.joins:
        if push is None or push.article in join.both:
            continue
        calls = ledger.calls_to(story, stage.audience.living(join.kept))
        out = [call for call in calls if call.departed_at < join.moment < (call.answered_at or 0.0)]
        for call in (call for call in out if ledger.was_heard(call)):
            for other in (other for other in calls if other.departed_at > join.moment + LEAVES_IN):
                if not ledger.was_sent_again(call, other):
                    said = f"{call.chat} and {other.chat} became one at {join.moment:.3f}, and both got it"
                    stage.complaints.append(f"{story.title}: {said}")


def _copies_are_current(stage: Stage, ledger: Ledger, story: Story) -> None:
    push = ledger.push_of(story)
    if push is None:
        return
    for (article, recipient), numbers in ledger.receipts.items():
        if article != push.article or recipient not in ledger.chat_of:
            continue
        for number in (number for number in numbers if number > 0):
            there = stage.network.chats.all[ledger.chat_of[recipient]].messages.get(number)
            if there is None or there.article != story.number:
                stage.complaints.append(f"{story.title}: the receipt #{number} of {recipient} names another message")
            elif there.text is not None and not ledger.is_current(story, there):
                if ledger.correction_failed(push.article, recipient, number):
                    continue
                stage.complaints.append(f"{story.title}: #{number} of {recipient} at {there.chat} shows {there.text}")


def _what_is_known_is_recorded(stage: Stage, ledger: Ledger, world: World) -> None:
    stories = {story.number: story for story in world.stories}
    for copy in stage.network.chats.copies:
        story = stories[copy.article]
        push = ledger.push_of(story)
        if copy.text is None or push is None or not ledger.was_heard(copy.call):
            continue
        owners = ledger.living_all(stage.audience.seen[copy.chat, copy.topic]) & set(ledger.chat_of)
        numbers = {number for owner in owners for number in ledger.receipts[push.article, owner]}
        if owners and not {copy.number, -copy.number} & numbers and not world.forgot:
            said = f"#{copy.number} at {copy.chat} was answered, and no receipt was written"
            stage.complaints.append(f"{story.title}: {said}")


def _tallies_agree(stage: Stage, ledger: Ledger, world: World) -> None:
    columns = stage.disk.ask("SELECT id, kind, article, state, delivered, gone, refused, unknown FROM broadcast")
    vague = stage.audience.merges + 1000 * world.forgot
    for broadcast, kind, article, _, delivered, *fates in columns:
        for fate, count in zip(("gone", "refused", "unknown"), fates, strict=True):
            rows = sum(1 for (i, _, _), (had, _) in ledger.fates.items() if i == broadcast and had == fate)
            if not rows <= count <= rows + vague:
                stage.complaints.append(f"broadcast {broadcast} ({kind}) counts {count} {fate}, there are {rows} rows")
        recalled = any(story.recalled for story in world.stories if ledger.key_of(story) == article)
        if kind == "push" and not recalled and not ledger.reader_deleted(article):
            rows = sum(1 for (a, _), numbers in ledger.receipts.items() if a == article and numbers)
            if not rows <= delivered <= rows + vague:
                stage.complaints.append(f"broadcast {broadcast} counts {delivered} delivered, {rows} hold receipts")


def _returned_are_back(stage: Stage, world: World) -> None:
    """A reader who came back and stayed is active: a refusal from before the return shut no reader out."""
    rows = stage.disk.ask("SELECT chat_id, topic, state FROM recipient")
    states = {(chat, topic): state for chat, topic, state in rows}
    for reader in world.readers:
        chat = stage.network.chats.all[reader.chat]
        place = reader.chat, reader.topic
        if not chat.may_write or reader.topic in chat.closed_topics:
            continue
        if reader.wish != "active" or reader.forgotten or chat.deleted or chat.blocked or place not in states:
            continue
        if states[place] != "active":
            stage.complaints.append(f"{place} is {states[place]}, though it is back since {chat.writable_since:.3f}")


def _stops_are_short(stage: Stage, ledger: Ledger) -> None:
    """Within ten seconds, and by itself where the disk does not refuse; but for one whose machine stands still."""
    if "freeze" in stage.plan.troubles or "days_pass" in stage.plan.acts:
        return
    for process in stage.processes:
        ended_at = process.stopped_at or process.killed_at or stage.loop.now
        limit = STOPS_ANYHOW if ledger.disk_trouble else LAST_EXIT
        if process.asked_at is not None and ended_at - process.asked_at > limit:
            said = f"run {process.number} did not stop within {limit} s, asked at {process.asked_at:.3f}"
            stage.complaints.append(said)
