-- name: progress_under_way
-- `+ 0` keeps SQLite from the order of the table, in which it would read every broadcast that ever was.
SELECT s.*
FROM broadcast_progress s
WHERE s.finished_at IS NULL ORDER BY s.broadcast + 0

-- name: progress_ended
SELECT s.*
FROM broadcast_progress s
WHERE s.finished_at IS NOT NULL AND s.state <> 'superseded' ORDER BY s.finished_at DESC LIMIT $1

-- name: progress_get
SELECT s.*
FROM broadcast_progress s WHERE s.broadcast = $1

-- name: progress_failing
SELECT fate, reason, count(*) FROM undelivered WHERE broadcast = $1 GROUP BY fate, reason ORDER BY count(*) DESC, reason

-- name: retry_is_possible
-- A recall is made again for a recalled article, everything else only for a live one.
SELECT 1 FROM broadcast i JOIN article a ON a.key = i.article
WHERE i.id = $1 AND (i.kind = 'recall' OR a.state = 'live')

-- name: retry_begin
-- Opens it again if some recipients can be tried again; each step goes on with some of them. Another try cannot change a copy
-- that is gone from its chat, or out of reach after a move.
UPDATE broadcast SET state = 'open', finished_at = NULL, retry_cursor = 0
WHERE id = $1 AND state = 'done' AND EXISTS (
    SELECT 1 FROM undelivered u
    WHERE u.broadcast = broadcast.id AND u.fate IN ('refused', 'unknown') AND u.message_id >= 0
      AND (u.message_id = 0 OR EXISTS (SELECT 1 FROM receipt had WHERE had.article = broadcast.article
                                       AND had.recipient = u.recipient AND had.message_id = u.message_id)))

-- name: retry_reach
-- The last of the next $3 unreached recipients, and how many they are.
SELECT coalesce(max(recipient), 0), count(*)
FROM (SELECT DISTINCT recipient FROM undelivered WHERE broadcast = $1 AND recipient > $2 ORDER BY recipient LIMIT $3) x

-- name: retry_claims
-- Of recipients after $3, up to $4. Refused tries sent nothing, so they are counted as unsent.
INSERT INTO claim (article, recipient, message_id, broadcast, state, run, tries, claimed_at, due_at, unsent)
SELECT i.article, u.recipient, u.message_id, i.id, 'waiting', 0, $2, now_ms(), 0,
       CASE WHEN u.fate = 'refused' THEN CAST($2 AS bigint) ELSE 0 END
FROM undelivered u JOIN broadcast i ON i.id = u.broadcast
WHERE u.broadcast = $1 AND u.recipient > $3 AND u.recipient <= $4 AND u.fate IN ('refused', 'unknown') AND u.message_id >= 0
  AND (u.message_id = 0 OR EXISTS (SELECT 1 FROM receipt had WHERE had.article = i.article
                                   AND had.recipient = u.recipient AND had.message_id = u.message_id))
ON CONFLICT (article, recipient, message_id) DO NOTHING

-- name: retry_forget
-- Looks up claims by their whole key, so that each of many costs the same.
DELETE FROM undelivered
WHERE broadcast = $1 AND recipient > $2 AND recipient <= $3 AND fate IN ('refused', 'unknown')
  AND EXISTS (SELECT 1 FROM claim c
              WHERE c.article = (SELECT article FROM broadcast WHERE id = $1) AND c.recipient = undelivered.recipient
                AND c.message_id = undelivered.message_id AND c.broadcast + 0 = undelivered.broadcast)
RETURNING fate

-- name: retry_goes_on
-- $2: the last recipient that was tried again; NULL: all were.
UPDATE broadcast SET retry_cursor = $2 WHERE id = $1

-- name: report_wanted
-- An editor who waits for one of these reports still gets it.
INSERT INTO report_due (broadcast, editor)
SELECT id, $2 FROM broadcast WHERE article = $1 AND finished_at IS NULL
ON CONFLICT (broadcast) DO UPDATE SET editor = excluded.editor, told = 0, bundle = 0
WHERE report_due.told = 1 OR report_due.editor = excluded.editor

-- name: report_wanted_on
-- The same for one broadcast, also for one that has just ended.
INSERT INTO report_due (broadcast, editor) VALUES ($1, $2)
ON CONFLICT (broadcast) DO UPDATE SET editor = excluded.editor, told = 0, bundle = 0 WHERE report_due.told = 1

-- name: reports_due
-- A superseded correction has no report; the newer one has. A cancelled one is reported when its messages in flight are
-- counted too.
SELECT s.*, r.editor
FROM report_due r JOIN broadcast_progress s ON s.broadcast = r.broadcast
WHERE r.told = 0 AND r.bundle = 0 AND s.finished_at IS NOT NULL AND s.state <> 'superseded'
  AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.broadcast = s.broadcast)
ORDER BY r.broadcast LIMIT $1

-- name: report_told
-- Not if it was opened again while the report of this end ($2) was on its way to the editor.
UPDATE report_due SET told = 1
WHERE broadcast = $1 AND told = 0 AND EXISTS (SELECT 1 FROM broadcast i WHERE i.id = $1 AND i.finished_at = $2)

-- name: copies_count
-- Copies in reach and out of reach, and the counts of the article's push.
SELECT (SELECT count(*) FROM receipt WHERE article = $1 AND message_id > 0),
       (SELECT count(*) FROM receipt WHERE article = $1 AND message_id <= 0),
       coalesce((SELECT delivered FROM broadcast WHERE article = $1 AND kind = 'push'), 0),
       coalesce((SELECT unknown FROM broadcast WHERE article = $1 AND kind = 'push'), 0)

-- name: article_of_copy
-- Receipts have no index by recipient, so this looks once for each article ever sent. A note stands for its article.
SELECT coalesce((SELECT n.about FROM note n WHERE n.article = r.article), r.article) FROM receipt r
WHERE r.message_id = $3 AND r.recipient = (SELECT id FROM recipient WHERE chat_id = $1 AND topic = $2)
  AND r.article IN (SELECT article FROM broadcast WHERE kind IN ('push', 'digest'))

-- name: progress_unchanged_private
-- Private chats are only counted, never named.
SELECT u.fate, u.reason, count(*) FROM undelivered u JOIN recipient r ON r.id = u.recipient
WHERE u.broadcast = $1 AND u.message_id <> 0 AND r.kind = 'private'
GROUP BY u.fate, u.reason ORDER BY count(*) DESC, u.reason

-- name: progress_unchanged
SELECT CASE WHEN r.title = '' THEN CAST(r.chat_id AS text) ELSE r.title END, u.reason
FROM undelivered u JOIN recipient r ON r.id = u.recipient
WHERE u.broadcast = $1 AND u.message_id <> 0 AND r.kind <> 'private' ORDER BY u.recipient LIMIT $2
