"""A picture that an editor sends as a file goes the same way as one beside an article file."""

from __future__ import annotations

import asyncio
import hashlib

from domain.document import TakePicture
from domain.photo import FILE
from sources.values.pictures import as_jpeg, checked
from storage.store import Store


def picture_taker(store: Store) -> TakePicture:
    """What handlers call for a picture."""

    async def take(data: bytes) -> str:
        jpeg = await asyncio.to_thread(lambda: as_jpeg(checked(data)))
        digest = hashlib.sha256(data).hexdigest()[:32]
        async with store.transaction() as work:
            # The message has done its work when an article has the picture.
            work.is_effect = False
            await work.photos.keep(digest, jpeg)
        return f"{FILE}{digest}"

    return take
