-- What was seen of the files in the watched folder, and the articles that wait for an owner's word.
-- `state` repeats storage.files.FileState.

CREATE TABLE source_file (
    folder   TEXT NOT NULL,
    path     TEXT NOT NULL,
    known_as TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('found', 'taken', 'bad')),
    size     BIGINT NOT NULL,
    mtime_ns BIGINT NOT NULL,
    digest   TEXT NOT NULL,
    seen_at  BIGINT NOT NULL,
    PRIMARY KEY (folder, path)
);

-- A fresh article that was accepted without its push. `announced` 0: the look that brought it has not ended yet.
CREATE TABLE held (
    article   BIGINT PRIMARY KEY REFERENCES article (key),
    since     BIGINT NOT NULL,
    announced BIGINT NOT NULL CHECK (announced IN (0, 1))
);
