-- Photos of articles: the files that came beside an article, and what became of each article's photo at Telegram.

-- A picture that came as a file, until it is in Telegram (a photo there is known by its file_id); then it is cleaned
-- away after some days. `digest`: of the file as it came; `content`: a JPEG made of it.
CREATE TABLE picture (
    digest   TEXT PRIMARY KEY,
    content  BLOB NOT NULL,
    taken_at INTEGER NOT NULL
);
CREATE INDEX picture_old ON picture (taken_at);

-- Of an article whose photo has been sent. `source`: the `image` of the article that it was made of. A refused photo
-- goes to nobody: the article travels as text.
CREATE TABLE photo (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    source  TEXT NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('ready', 'refused')),
    file_id TEXT NOT NULL,
    reason  TEXT NOT NULL
);

-- Whether the copy is a photo with a caption: 0 or 1, which takes no space beside the row's header.
ALTER TABLE receipt ADD COLUMN photo INTEGER NOT NULL DEFAULT 0 CHECK (photo IN (0, 1));

-- Whether this message leaves without the photo, because the chat takes none.
ALTER TABLE claim ADD COLUMN plain INTEGER NOT NULL DEFAULT 0 CHECK (plain IN (0, 1));
