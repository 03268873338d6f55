"""What the fixture `api` is: a Bot API call without a client library, so that the bare answer is seen."""

from __future__ import annotations

from typing import Any, Protocol


class Api(Protocol):
    """Calls a method with JSON; (HTTP status, answer)."""

    async def __call__(self, method: str, **params: Any) -> tuple[int, dict[str, Any]]: ...
