"""Alerts: the words that chats want to be told of, or spared, and how common such words are."""

from __future__ import annotations

import json
from collections.abc import Iterable

from domain.readers.alerts import Alert
from storage.ports import Repository, Row, number
from text.search.alert_words import EVERYWHERE, ArticleWords, TypedAlert, packed_stems, places_of, stored_words
from text.search.interpretations import choose_interpretation, interpretations, tokens_to_look_up
from text.words.folding import mend_lookalikes, words
from text.words.stem_codes import CODES, unpacked
from text.words.words import RULES

# Alerts of one chat.
MOST = 50
# An article is compared with this many articles of the last month at most; 5,000 are read in 20 ms.
_MONTH_AT_MOST = 5_000
# So many that hold all words of a phrase are read, to see how many hold the phrase.
_READ = 30
# Fewer articles do not tell which words are common.
_FEWEST_ARTICLES = 10


class Alerts(Repository):
    async def of(self, recipient: int) -> list[Alert]:
        """Those that are told of, then those that are spared; in the order in which they came."""
        return [_alert(row) for row in await self._rows.fetch("alerts_of", recipient)]

    async def count(self, recipient: int) -> int:
        return await number(self._rows, "alerts_count", recipient)

    async def add(self, recipient: int, said: str, *, blocks: bool) -> bool:
        """Adds words as `spelled` gives them; False where they stand already."""
        stems = packed_stems(said)
        added = await self._rows.fetch("alert_add", recipient, int(blocks), said, stems, RULES)
        for (alert,) in added:
            await self._stem(Alert(int(alert), recipient, said, blocks, stems))
        return bool(added)

    async def drop(self, recipient: int, alert: int) -> Alert | None:
        """The alert that was taken off; None where it was gone, or is another chat's."""
        dropped = await self._rows.fetch("alert_drop", alert, recipient)
        await self._rows.run("alert_stems_drop", recipient, alert)
        return next((Alert(alert, recipient, said, bool(blocks), "") for said, blocks in dropped), None)

    async def are_outdated(self) -> bool:
        """Whether some have to be stemmed anew."""
        return bool(await self._rows.fetch("alerts_outdated", RULES, 1))

    async def restem(self, limit: int) -> int:
        """Makes the stems of some alerts anew after a change of the rules of words: how many."""
        outdated = [_alert(row) for row in await self._rows.fetch("alerts_outdated", RULES, limit)]
        for old in outdated:
            alert = old._replace(stems=packed_stems(old.words))
            await self._rows.run("alert_stems_drop", alert.recipient, alert.id)
            await self._stem(alert)
            await self._rows.run("alert_restemmed", alert.id, alert.stems, RULES)
        return len(outdated)

    async def _stem(self, alert: Alert) -> None:
        """By its rarest word: few articles hold it, so few are compared with the alert."""
        places = places_of(alert.stems)
        held = await self._frequencies(stem for place in places for stem in place)
        rarest = min(places, key=lambda place: sum(held.get(stem, 0) for stem in place))
        await self._rows.many("alert_stem_add", [(stem, alert.recipient, alert.id) for stem in sorted(rarest)])

    async def spelled(self, typed: TypedAlert) -> str:
        """The words of an alert, as they are kept; on another keyboard where the archive knows them only so; "" where
        they are too short."""
        found = interpretations(typed.query)
        name, chosen = choose_interpretation(found, await self._frequencies(tokens_to_look_up(found)))
        said = [mend_lookalikes(word) for chunk in typed.chunks for word in words(chunk)]
        if name != found[0].name:
            said = [word for spelling in chosen for word in spelling]
        return stored_words(said, everywhere=typed.everywhere)

    async def commonness(self, said: str) -> float:
        """The share of all articles that hold the words of an alert, 0 to 1; 0 where few articles tell nothing."""
        [(_, articles, _, _)] = await self._rows.fetch("search_frequencies_and_size", "[]")
        if articles < _FEWEST_ARTICLES:
            return 0.0
        places = places_of(packed_stems(said))
        held = await self._frequencies(stem for place in places for stem in place)
        return min(1.0, min(max(held.get(stem, 0) for stem in place) for place in places) / int(articles))

    async def rung(self, said: str, since_ms: int) -> int:
        """How often an alert for these words would have rung since a moment."""
        alert = Alert(0, 0, said, False, packed_stems(said))
        places = [{CODES[stem] for stem in place} for place in places_of(alert.stems)]
        found = [
            int(article)
            for article, stems in await self._rows.fetch("alert_month", since_ms, _MONTH_AT_MOST)
            if all(not place.isdisjoint(unpacked(stems)) for place in places)
        ]
        if EVERYWHERE in said or len(places) == 1 or not found:
            return len(found)
        read = await self._rows.fetch("search_texts", json.dumps(found[:_READ]))
        held = sum(
            ArticleWords(title, f"{lead}\n{body}", language).hold(alert)
            for _, _, title, _, language, _, lead, body in read
        )
        return round(held * len(found) / max(len(read), 1))

    async def _frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        listed = json.dumps(sorted(set(tokens)), ensure_ascii=False)
        return {str(term): int(count) for term, count in await self._rows.fetch("search_frequencies", listed)}


def _alert(row: Row) -> Alert:
    id_, recipient, said, blocks, stems = row
    return Alert(int(id_), int(recipient), said, bool(blocks), stems)
