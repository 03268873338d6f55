"""What must be true of the hours of chats: quiet ones, the cap of a day, and digests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from tests.simulation.chats import Call, Message
from tests.simulation.departures import LEAVES_IN
from tests.simulation.ledger import RECORDED_IN, Ledger
from tests.simulation.newsroom import Story
from tests.simulation.readers import Reader
from tests.simulation.stage import Stage
from tests.simulation.world import World

# What an active chat gets in its next digest.
_WAITING = """
SELECT r.chat_id, a.id FROM withheld w JOIN recipient r ON r.id = w.recipient JOIN article a ON a.key = w.article
WHERE r.state = 'active' AND a.state = 'live'
  AND NOT EXISTS (SELECT 1 FROM receipt had WHERE had.article = w.article AND had.recipient = w.recipient)
"""
_PARTS = "SELECT d.due_at, p.recipient, p.articles FROM digest_part p JOIN digest d ON d.article = p.digest"
_ACCEPTED = "SELECT a.id, i.created_at FROM broadcast i JOIN article a ON a.key = i.article WHERE i.kind = 'push'"


def judge_hours(stage: Stage, ledger: Ledger, world: World) -> None:
    """Adds a complaint for each promise about hours that was broken."""
    readers = {(chat, reader.topic): reader for reader in world.readers for chat in (reader.chat, *reader.before)}
    stories = {story.number: story for story in world.stories}
    pushes = list(_pushes(stage, readers, stories))
    _quiet_hours_are_quiet(stage, pushes)
    _caps_hold(stage, pushes)
    _digests_come_once(stage, ledger)
    _digests_have_nothing_that_came_at_once(stage, ledger, world)
    _digests_come_at_their_hours(stage, ledger, readers)
    _digests_bring_what_was_held_back(stage, ledger, world)


def _pushes(
    stage: Stage, readers: dict[tuple[int, int], Reader], stories: dict[int, Story]
) -> Iterator[tuple[Call, Reader]]:
    """New messages that a chat's hours may keep back, with their readers."""
    for call in stage.network.calls:
        if call.is_new and call.wording is not None:
            reader = readers[call.chat, call.topic]
            if not (stories[call.wording[0]].breaking and reader.hours.passes):
                yield call, reader


def _quiet_hours_are_quiet(stage: Stage, pushes: list[tuple[Call, Reader]]) -> None:
    """But for what was claimed just before they began, or before the clock was set."""
    for call, reader in pushes:
        moments = (call.departed_at, max(0.0, call.departed_at - LEAVES_IN))
        if all(reader.hours.is_quiet(stage.clock.wall_at(moment)) for moment in moments):
            said = f"{call.wording} leaves for {reader} at {call.departed_at:.3f}, in its quiet hours"
            stage.complaints.append(f"{said} {reader.hours.quiet}")
            return


def _caps_hold(stage: Stage, pushes: list[tuple[Call, Reader]]) -> None:
    """Of each day of a chat: the articles that it got then first. One that leaves at midnight is of either day."""
    if "clock" in stage.plan.troubles:
        # A day that comes again.
        return
    came: dict[tuple[str, int], set[int]] = defaultdict(set)
    for call, reader in pushes:
        assert call.wording is not None
        day = reader.hours.day(stage.clock.wall_at(call.departed_at))
        if reader.hours.cap and day == reader.hours.day(stage.clock.wall_at(max(0.0, call.departed_at - LEAVES_IN))):
            came[f"{reader.before[:1] or reader.chat}/{reader.topic}", day].add(call.wording[0])
            if len(came[f"{reader.before[:1] or reader.chat}/{reader.topic}", day]) > reader.hours.cap:
                said = f"{reader} gets more than {reader.hours.cap} on a day, {call.wording} at {call.departed_at:.3f}"
                stage.complaints.append(said)
                return


def _digests_come_once(stage: Stage, ledger: Ledger) -> None:
    """No article comes in two digests of a chat, but for a digest of which no process could know that it came."""
    listed: dict[tuple[int, int, int], list[Message]] = defaultdict(list)
    for digest in stage.network.chats.digests:
        for number, _ in digest.call.listed:
            listed[digest.chat, digest.topic, number].append(digest)
    for (chat, topic, number), digests in listed.items():
        digests.sort(key=lambda digest: digest.call.departed_at)
        for digest, following in pairwise(digests):
            if not ledger.may_be_repeated(digest.call, following.call):
                said = f"#{digest.number} and #{following.number} at {chat}/{topic} are digests with story {number}"
                stage.complaints.append(said)
                return


def _digests_have_nothing_that_came_at_once(stage: Stage, ledger: Ledger, world: World) -> None:
    if "clock" in stage.plan.troubles:
        return
    keys = {ledger.key_of(story): story for story in world.stories}
    for due_at, recipient, articles in stage.disk.ask(_PARTS):
        for story in (keys[int(key)] for key in articles.split() if int(key) in keys):
            for copy in ledger.copies_for(story, ledger.living(recipient)):
                heard = copy.call.answered_at or 0.0
                if ledger.was_heard(copy.call) and stage.clock.wall_at(heard + RECORDED_IN) < due_at:
                    said = f"a digest of {due_at} has {story.title} for {recipient}, which came at {heard:.3f}"
                    stage.complaints.append(said)
                    return


def _digests_come_at_their_hours(stage: Stage, ledger: Ledger, readers: dict[tuple[int, int], Reader]) -> None:
    """Not before one has come since the article was accepted; one that is late brings what came after its hour, too."""
    if "clock" in stage.plan.troubles:
        return
    late = {
        (place, int(key))
        for due_at, recipient, keys in stage.disk.ask(_PARTS)
        for place in ledger.places[ledger.living(recipient)]
        for key in keys.split()
        if readers[place].hours.first_after(due_at - 1) == due_at
    }
    keys: dict[str, int] = dict(stage.disk.ask("SELECT id, key FROM article"))
    accepted: dict[str, int] = dict(stage.disk.ask(_ACCEPTED))
    for digest in stage.network.chats.digests:
        reader, wall = readers[digest.chat, digest.topic], stage.clock.wall_at(digest.call.departed_at)
        # Who comes back gets at once what waits.
        if reader.demanded or "come_back" in stage.plan.acts or "get_rights" in stage.plan.acts:
            continue
        for number, title in digest.call.listed:
            is_late = ((digest.chat, digest.topic), keys[f"story-{number}"]) in late
            if not is_late and wall < reader.hours.first_after(accepted[f"story-{number}"]):
                said = f"{title} comes to {reader} in a digest at {digest.call.departed_at:.3f}, before its hour"
                stage.complaints.append(said)
                return


def _digests_bring_what_was_held_back(stage: Stage, ledger: Ledger, world: World) -> None:
    for chat, article in stage.disk.ask(_WAITING):
        stage.complaints.append(f"{article} waits for ever for a digest of {chat}")
    if "clock" in stage.plan.troubles:
        # What a digest collects is told by wall times: see "Not here" in docs/faults.md.
        return
    for story in world.stories:
        push = ledger.push_of(story)
        if push is None or story.recalled or story.cancelled or "stop" in stage.plan.acts:
            continue
        for recipient in ledger.living_all(push.in_digest or set()):
            if recipient in ledger.chat_of and not (
                ledger.digests_with(story, recipient)
                or ledger.copies_for(story, recipient)
                or ledger.digest_ended(recipient)
            ):
                at = ledger.places[recipient]
                stage.complaints.append(f"{story.title}: {recipient} at {at} wanted it in the digest and got nothing")
