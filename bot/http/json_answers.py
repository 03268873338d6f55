"""At the door every answer is JSON, also those that are given before it is asked: the programs of a CMS read them."""

from __future__ import annotations

import json
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler

PATH = "/articles"
# Headers that say what to do about a refusal.
_KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


def said(code: int, headers: dict[str, str] | None = None, **values: object) -> web.Response:
    return web.json_response(values, status=code, headers=headers, dumps=_dumps)


@web.middleware
async def refuse_in_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Makes `{"error": …}` of each refusal at the door that is plain text."""
    if request.path != PATH and not request.path.startswith(f"{PATH}/"):
        return await handler(request)
    try:
        answer = await handler(request)
    except web.HTTPException as refusal:
        answer = refusal
    is_text = isinstance(answer, web.Response) and answer.content_type == "text/plain"
    return _in_json(answer) if answer.status >= HTTPStatus.BAD_REQUEST and is_text else answer


def _in_json(answer: web.StreamResponse) -> web.Response:
    text = str(getattr(answer, "text", "") or answer.reason).strip()
    headers = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
    made = said(answer.status, headers, error=text)
    if answer.keep_alive is False or answer.headers.get("Connection") == "close":
        made.force_close()
    return made


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
