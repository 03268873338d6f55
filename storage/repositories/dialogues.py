"""Where a person is in a dialogue; changed by expected version, since two updates may run at once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from storage.ports import Repository, single


@dataclass(frozen=True, slots=True)
class DialogueKey:
    """Who is talking where; `topic` 0 outside a forum topic."""

    chat_id: int
    user_id: int
    topic: int = 0


@dataclass(frozen=True, slots=True)
class Dialogue:
    """State and data of a dialogue. `version` 0: there is none yet. `changed_at`: UTC milliseconds."""

    state: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    changed_at: int = 0


class Dialogues(Repository):
    async def get(self, key: DialogueKey) -> Dialogue:
        """The dialogue, or an empty one."""
        row = await single(self._rows, "dialogue_get", key.chat_id, key.user_id, key.topic)
        if row is None:
            return Dialogue()
        state, data, version, changed_at = row
        return Dialogue(state, json.loads(data), version, changed_at)

    async def put(self, key: DialogueKey, dialogue: Dialogue) -> bool:
        """Replaces the version that `dialogue` was read at; False when another update was faster."""
        place = (key.chat_id, key.user_id, key.topic)
        values = (dialogue.state, json.dumps(dialogue.data, ensure_ascii=False))
        if dialogue.version == 0:
            return await self._rows.run("dialogue_add", *place, *values) == 1
        return await self._rows.run("dialogue_change", *place, *values, dialogue.version) == 1

    async def drop(self, key: DialogueKey) -> None:
        await self._rows.run("dialogue_drop", key.chat_id, key.user_id, key.topic)
