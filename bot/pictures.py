"""Stores a picture that an editor sends as a file, as a picture beside an article file is stored."""

from __future__ import annotations

import asyncio
import hashlib

from domain.document import StorePicture
from domain.photo import FILE
from sources.values.pictures import as_jpeg, checked
from storage.store import Store


def picture_store(store: Store) -> StorePicture:
    """The function that handlers call for a picture."""

    async def store_picture(data: bytes) -> str:
        jpeg = await asyncio.to_thread(lambda: as_jpeg(checked(data)))
        digest = hashlib.sha256(data).hexdigest()[:32]
        async with store.transaction() as work:
            # The effect of the message is the article that shows the picture.
            work.is_effect = False
            await work.photos.keep(digest, jpeg)
        return f"{FILE}{digest}"

    return store_picture
