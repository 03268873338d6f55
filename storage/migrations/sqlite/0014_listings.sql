-- An article that is one list of others, which came too many at once: which they are, in the order of the list. It is
-- delivered, counted, corrected and recalled like any other, and stands in no search and in no archive itself.
CREATE TABLE listing (
    article INTEGER NOT NULL REFERENCES article (key),
    place   INTEGER NOT NULL,
    listed  INTEGER NOT NULL REFERENCES article (key),
    PRIMARY KEY (article, place)
);
CREATE INDEX listing_listed ON listing (listed);
