-- name: feeds
SELECT id, url, known_as, rubric, categories, whole_pages, state, due_at, etag, modified, failures, begun, trouble,
       news_at, read_at
FROM feed ORDER BY id

-- name: feed_get
SELECT id, url, known_as, rubric, categories, whole_pages, state, due_at, etag, modified, failures, begun, trouble,
       news_at, read_at
FROM feed WHERE id = $1

-- name: feed_with_url
SELECT id FROM feed WHERE url = $1

-- name: feeds_due
-- Two ranges of the index. A time further ahead than the longest interval ($2) was written while the clock was ahead.
SELECT id, url, known_as, rubric, categories, whole_pages, state, due_at, etag, modified, failures, begun, trouble,
       news_at, read_at
FROM feed WHERE state <> 'dead' AND (due_at <= $1 OR due_at > $2) ORDER BY due_at LIMIT $3

-- name: feed_add
INSERT INTO feed (url, known_as, rubric, categories, whole_pages, state, due_at)
VALUES ($1, $2, $3, $4, $5, 'new', $6) ON CONFLICT (url) DO NOTHING RETURNING id

-- name: feed_begin
UPDATE feed SET begun = begun + 1 WHERE id = $1

-- name: feed_read
UPDATE feed SET begun = 0 WHERE id = $1

-- name: feed_put
-- What asking it has changed; how it is read is an owner's to change.
UPDATE feed SET url = $2, state = $3, due_at = $4, etag = $5, modified = $6, failures = $7, begun = 0, trouble = $8,
                news_at = $9, read_at = $10
WHERE id = $1

-- name: feed_whole_pages
-- Its answer is taken anew, with or without the pages.
UPDATE feed SET whole_pages = $2, etag = '', modified = '', due_at = 0 WHERE id = $1

-- name: feed_drop
DELETE FROM feed WHERE id = $1

-- name: feed_entries_drop
DELETE FROM feed_entry WHERE feed = $1

-- name: feed_that_brought
-- The address of a feed, other than $2, that brought the article with id $1. There are few feeds, and each is one look.
SELECT f.url FROM feed f JOIN feed_entry e ON e.feed = f.id AND e.entry = $1 WHERE e.own = 1 AND f.id <> $2 LIMIT 1

-- name: feed_entry_put
INSERT INTO feed_entry (feed, entry, digest, own, page_tries) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (feed, entry) DO UPDATE
SET digest = excluded.digest, own = excluded.own, page_tries = excluded.page_tries

-- name: feed_articles
SELECT feed, count(*) FROM feed_entry GROUP BY feed

-- name: feeds_by_state
SELECT state, count(*) FROM feed GROUP BY state

-- name: article_url
SELECT url FROM article WHERE id = $1

-- name: feed_of_entry
-- As feed_that_brought: one look for each feed.
SELECT f.id, f.url, f.known_as, f.rubric, f.categories, f.whole_pages, f.state, f.due_at, f.etag, f.modified, f.failures, f.begun,
       f.trouble, f.news_at, f.read_at
FROM feed f JOIN feed_entry e ON e.feed = f.id AND e.entry = $1 WHERE e.own = 1 LIMIT 1

-- name: feed_entry_give_up
UPDATE feed_entry SET own = 0 WHERE feed IN (SELECT id FROM feed) AND entry = $1

-- name: feed_entry_rename
UPDATE feed_entry SET entry = $3 WHERE feed = $1 AND entry = $2

-- name: article_rename
UPDATE article SET id = $2 WHERE id = $1
