-- name: article_by_key
SELECT key, id, version, shown_since, state, language, published_at, accepted_at, views, reading_minutes,
       breaking, corrected_at, title, url, author, image, tags, summary, lead, spans, body,
       coalesce((SELECT n.about FROM note n WHERE n.article = article.key), 0), rubric,
       (SELECT count(*) FROM listing l WHERE l.article = article.key)
FROM article WHERE key = $1

-- name: article_by_id
SELECT key, id, version, shown_since, state, language, published_at, accepted_at, views, reading_minutes,
       breaking, corrected_at, title, url, author, image, tags, summary, lead, spans, body,
       coalesce((SELECT n.about FROM note n WHERE n.article = article.key), 0), rubric,
       (SELECT count(*) FROM listing l WHERE l.article = article.key)
FROM article WHERE id = $1

-- name: article_of_draft
-- Not the article that a draft corrects.
SELECT a.key FROM draft d JOIN article a ON a.key = d.article
WHERE d.id = $1 AND a.own = 1 AND a.id LIKE 'post-' || CAST(d.id AS text) || '-%'

-- name: article_for_update
-- What acceptance compares a manuscript with.
SELECT key, version, shown_since, state, own, content_hash, card_hash
FROM article WHERE id = $1

-- name: article_for_correction
-- The same by key.
SELECT key, version, shown_since, state, own, content_hash, card_hash
FROM article WHERE key = $1

-- name: articles_latest_page
-- A page by its number, for a pager in a chat. People read few pages, so OFFSET is cheap enough. $1: languages between
-- spaces, empty for all.
SELECT key FROM article
WHERE state = 'live' AND (CAST($1 AS text) = '' OR CAST($1 AS text) LIKE '% ' || language || ' %')
  AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article = article.key)
  AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.article = article.key)
ORDER BY published_at DESC, key DESC LIMIT $2 OFFSET $3

-- name: articles_latest_page_of
-- The same for rubric $4. One statement for both would read the whole archive for a rubric with few articles.
SELECT key FROM article
WHERE state = 'live' AND rubric = $4 AND (CAST($1 AS text) = '' OR CAST($1 AS text) LIKE '% ' || language || ' %')
  AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article = article.key)
  AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.article = article.key)
ORDER BY published_at DESC, key DESC LIMIT $2 OFFSET $3

-- name: articles_count
-- Notes and lists are few, so they are subtracted: looking them up for each of a million articles takes 0.2 s, this 0.04 s.
SELECT (SELECT count(*) FROM article WHERE state = 'live')
     - (SELECT count(*) FROM article WHERE state = 'live'
        AND key IN (SELECT article FROM note UNION SELECT article FROM listing))

-- name: articles_recalled
SELECT (SELECT count(*) FROM article WHERE state = 'recalled')
     - (SELECT count(*) FROM article WHERE state = 'recalled'
        AND key IN (SELECT article FROM note UNION SELECT article FROM listing))

-- name: articles_count_in
-- Of languages ($1, between spaces).
SELECT (SELECT count(*) FROM article WHERE state = 'live' AND CAST($1 AS text) LIKE '% ' || language || ' %')
     - (SELECT count(*) FROM article WHERE state = 'live' AND CAST($1 AS text) LIKE '% ' || language || ' %'
        AND key IN (SELECT article FROM note UNION SELECT article FROM listing))

-- name: articles_count_of_rubric
-- Of rubric $2, in languages ($1, between spaces, empty for all).
SELECT (SELECT count(*) FROM article WHERE state = 'live' AND rubric = $2
        AND (CAST($1 AS text) = '' OR CAST($1 AS text) LIKE '% ' || language || ' %'))
     - (SELECT count(*) FROM article WHERE state = 'live' AND rubric = $2
        AND (CAST($1 AS text) = '' OR CAST($1 AS text) LIKE '% ' || language || ' %')
        AND key IN (SELECT article FROM note UNION SELECT article FROM listing))

-- name: article_add
INSERT INTO article (id, version, shown_since, state, rubric, language, published_at, accepted_at, views,
                     reading_minutes, breaking, own, content_hash, card_hash, title, url, author, image, tags, summary,
                     lead, spans, body)
VALUES ($1, 1, 1, 'live', $2, $3, $4, now_ms(), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
RETURNING key

-- name: article_add_plain
-- The same as one of many, which are looked up together afterwards.
INSERT INTO article (id, version, shown_since, state, rubric, language, published_at, accepted_at, views,
                     reading_minutes, breaking, own, content_hash, card_hash, title, url, author, image, tags, summary,
                     lead, spans, body)
VALUES ($1, 1, 1, 'live', $2, $3, $4, now_ms(), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)

-- name: articles_after
-- A page of live articles for an export, in the order in which they came.
SELECT key, id, version, shown_since, state, language, published_at, accepted_at, views, reading_minutes,
       breaking, corrected_at, title, url, author, image, tags, summary, lead, spans, body, 0, rubric, 0
FROM article
WHERE key > $1 AND state = 'live' AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article = article.key)
  AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.article = article.key)
ORDER BY key LIMIT $2

-- name: article_versions
-- What an article said before its changes, oldest first.
SELECT version, replaced_at, content FROM article_version WHERE article = $1 ORDER BY version

-- name: article_last_change
-- When any article was last changed; an index has it.
SELECT coalesce(max(replaced_at), 0) FROM article_version

-- name: articles_keys_after
SELECT key FROM article
WHERE key > $1 AND state = 'live' AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article = article.key)
  AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.article = article.key)
ORDER BY key LIMIT $2

-- name: articles_newest_key
SELECT coalesce(max(key), 0) FROM article

-- name: article_address_add
INSERT INTO article_address (address, article) VALUES ($1, $2) ON CONFLICT (address, article) DO NOTHING

-- name: article_change
-- A new version; $1 is the key, $2 the version it replaces, $3 the version since which copies show it so.
UPDATE article
SET version = $2 + 1, shown_since = $3, rubric = $4, language = $5, views = coalesce($6, views),
    reading_minutes = $7, breaking = $8, content_hash = $9, card_hash = $10, title = $11, url = $12, author = $13,
    image = $14, tags = $15, summary = $16, lead = $17, spans = $18, body = $19
WHERE key = $1 AND version = $2

-- name: article_renew
UPDATE article SET version = version + 1, shown_since = version + 1, card_since = version + 1
WHERE key = $1 AND state = 'live'

-- name: article_counters
-- A change of views or minutes is not a correction.
UPDATE article SET views = coalesce($2, views), reading_minutes = $3 WHERE key = $1

-- name: article_keep_version
INSERT INTO article_version (article, version, replaced_at, content) VALUES ($1, $2, now_ms(), $3)

-- name: article_opened
INSERT INTO article_opens (article, opens) VALUES ($1, 1)
ON CONFLICT (article) DO UPDATE SET opens = article_opens.opens + 1

-- name: article_corrected
-- Readers see that the article was corrected, and when.
UPDATE article SET corrected_at = now_ms() WHERE key = $1

-- name: article_card_changed
UPDATE article SET card_since = version WHERE key = $1

-- name: long_readers
-- Whether any chat shows whole texts.
SELECT 1 FROM recipient WHERE layout = 'full' LIMIT 1
