-- Who left within the hour of an article: kept for two hours, so that whoever mutes, takes it back and mutes again is
-- counted once.
CREATE TABLE leaver (
    recipient INTEGER NOT NULL,
    article   INTEGER NOT NULL,
    what      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (recipient, article, what)
);
CREATE INDEX leaver_at ON leaver (at);
