-- What is deleted when it is old, a few rows at a time, so that no other transaction waits long.

-- name: clean_undelivered
-- Of the broadcast that ended first among those with rows. One that goes on keeps all of them, however old it is.
DELETE FROM undelivered
WHERE (broadcast, recipient, message_id) IN (
    SELECT broadcast, recipient, message_id FROM undelivered
    WHERE broadcast = (SELECT i.id FROM broadcast i
                       WHERE i.finished_at < $1 AND EXISTS (SELECT 1 FROM undelivered u WHERE u.broadcast = i.id)
                       ORDER BY i.finished_at LIMIT 1)
    LIMIT $2)

-- name: clean_notices
DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE told_at < $1 ORDER BY told_at LIMIT $2)

-- name: clean_article_versions
DELETE FROM article_version
WHERE (article, version) IN (SELECT article, version FROM article_version WHERE replaced_at < $1 ORDER BY replaced_at LIMIT $2)

-- name: clean_digest_parts
-- Not of a digest that still goes on.
DELETE FROM digest_part WHERE id IN (
    SELECT p.id FROM digest d JOIN digest_part p ON p.digest = d.article
    WHERE d.due_at < $1 AND NOT EXISTS (SELECT 1 FROM broadcast i WHERE i.article = d.article AND i.finished_at IS NULL)
    LIMIT $2)

-- name: clean_withheld
-- What waited so long for a chat that is away. Also of a chat that never comes back.
DELETE FROM withheld
WHERE (recipient, article) IN (SELECT recipient, article FROM withheld WHERE since < $1 ORDER BY since LIMIT $2)

-- name: clean_runners
DELETE FROM runner WHERE run IN (
    SELECT r.id FROM run r
    WHERE r.started_at < $1 AND (r.state = 'ended' OR (r.lease_until = 0 AND r.id < (SELECT max(id) FROM run)))
      AND r.id NOT IN (SELECT run FROM claim WHERE state = 'taken'))

-- name: clean_runs
-- Not one that may still claim, and not one whose messages are of unknown fate. A run without a lease (SQLite) is over
-- when there is a later one.
DELETE FROM run
WHERE started_at < $1 AND (state = 'ended' OR (lease_until = 0 AND id < (SELECT max(id) FROM run)))
  AND id NOT IN (SELECT run FROM claim WHERE state = 'taken')

-- name: clean_files_seen
-- The next $4 files of a folder after $3 that were taken before $2.
SELECT path FROM source_file WHERE folder = $1 AND seen_at < $2 AND path > $3 ORDER BY path LIMIT $4

-- name: clean_file
DELETE FROM source_file WHERE folder = $1 AND path = $2
