-- What was seen of the files in the watched folder, and the articles that wait for an owner's word.
-- `state` repeats storage.files.FileState.

CREATE TABLE source_file (
    folder   TEXT NOT NULL,
    path     TEXT NOT NULL,
    known_as TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('found', 'taken', 'bad')),
    size     INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    digest   TEXT NOT NULL,
    seen_at  INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) WITHOUT ROWID;

-- A fresh article that was accepted without its push. `announced` 0: the look that brought it has not ended yet.
CREATE TABLE held (
    article   INTEGER PRIMARY KEY REFERENCES article (key),
    since     INTEGER NOT NULL,
    announced INTEGER NOT NULL CHECK (announced IN (0, 1))
);
