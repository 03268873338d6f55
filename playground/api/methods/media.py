"""Photos, documents, albums, and downloading what people sent."""

from __future__ import annotations

from typing import Any

from playground.api.methods.sending import put, put_anywhere
from playground.rules.links import checked
from playground.rules.params import Params
from playground.rules.refusals import Refusal, bad
from playground.world.content import Content, media_content
from playground.world.world import World

KINDS = ("photo", "document", "video", "animation", "audio", "voice")
MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024


def media_of(world: World, params: Params, kind: str, name: str) -> Content:
    """Content with the file in field `name`: an upload, `attach://`, a file_id or a link. Raises Refusal."""
    if kind not in KINDS:
        raise bad("unknown media type specified")
    raw = params.text(name)
    upload = params.files.get(raw.removeprefix("attach://") if raw.startswith("attach://") else name)
    if upload is not None:
        if not upload.data:
            raise bad("file must be non-empty")
        if len(upload.data) > (MAX_PHOTO if kind == "photo" else MAX_UPLOAD):
            raise Refusal(413, "Request Entity Too Large")
        mime = upload.mime if upload.mime != "application/octet-stream" else ""
        stored = world.files.keep(upload.name, upload.data, mime or _mime(kind))
    elif raw.startswith(("http://", "https://")):
        # There is no network here, so the link itself is kept as the file.
        if checked(raw) is None:
            raise bad("wrong file identifier/HTTP URL specified")
        stored = world.files.keep(raw.rsplit("/", 1)[-1], raw.encode(), _mime(kind))
    elif not raw or raw.startswith("attach://"):
        raise bad(f"there is no {kind} in the request")
    else:
        stored = world.files.known(raw)
    return media_content(params, kind, stored)


def _mime(kind: str) -> str:
    return {"photo": "image/jpeg", "video": "video/mp4", "animation": "video/mp4", "audio": "audio/mpeg"}.get(kind, "")


def send_media(kind: str) -> Any:
    """The method that sends one file of this kind."""

    def send(world: World, params: Params) -> Any:
        return put_anywhere(world, params, media_of(world, params, kind, kind))

    return send


def send_media_group(world: World, params: Params) -> Any:
    """sendMediaGroup: 2-10 files; documents and audio only with their own kind."""
    items = params.json("media")
    if not isinstance(items, list) or not items:
        raise bad("there are no messages to send")
    if not 2 <= len(items) <= 10:
        raise bad(f"too {'few' if len(items) < 2 else 'many'} messages to send as an album")
    kinds = {str(item.get("type")) for item in items}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise bad("document and audio can't be mixed with other media types")
    contents = [media_of(world, Params(item, params.files), str(item.get("type")), "media") for item in items]
    album = {"media_group_id": world.new_query_id()}
    return [put(world, params, content, album).as_json() for content in contents]


def get_file(world: World, params: Params) -> Any:
    """getFile: where a file can be downloaded, up to 20 MB."""
    stored = world.files.downloadable(params.text("file_id"))
    ids = {"file_id": stored.file_id, "file_unique_id": stored.unique_id}
    return {**ids, "file_size": stored.size, "file_path": stored.path}
