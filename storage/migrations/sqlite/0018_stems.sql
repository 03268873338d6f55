-- Which stems an article holds, two bytes each (text/words/stem_codes.py): in a large archive candidates are completed with
-- the words that are too common to be read. 28 MB a 100,000 articles of 140 words. `zharshy reindex` fills it for the
-- articles of before.
CREATE TABLE search_stems (
    article INTEGER PRIMARY KEY,
    stems   BLOB NOT NULL
);
