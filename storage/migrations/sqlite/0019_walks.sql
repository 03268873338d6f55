-- A rubric whose followers are on their way into another: whoever follows it meanwhile follows that one too. The mark is
-- renewed with each stride; one that has lapsed, as after a crash, means nothing.
CREATE TABLE merging (
    rubric      INTEGER PRIMARY KEY,
    into_rubric INTEGER NOT NULL,
    until_at    INTEGER NOT NULL
);

-- 1: merged into another, and nothing is left of who followed it, so that nobody has to look.
ALTER TABLE rubric ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten IN (0, 1));

-- With the language, so that neither a count nor a page in some languages reads the articles themselves.
DROP INDEX article_latest;
DROP INDEX article_latest_of_rubric;
CREATE INDEX article_latest ON article (published_at, key, language) WHERE state = 'live';
CREATE INDEX article_latest_of_rubric ON article (rubric, published_at, key, language) WHERE state = 'live';
CREATE INDEX article_recalled ON article (rubric) WHERE state = 'recalled';

-- The board shows the last that ended, every three seconds.
CREATE INDEX broadcast_ended ON broadcast (finished_at) WHERE finished_at IS NOT NULL;
