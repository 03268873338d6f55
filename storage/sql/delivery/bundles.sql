-- What one press of a button sent; the editor gets one report about all of it.

-- name: broadcast_newest
SELECT coalesce(max(id), 0) FROM broadcast

-- name: bundle_add
-- More may join the bundle for $3 milliseconds.
INSERT INTO bundle (editor, name, open_until) VALUES ($1, $2, now_ms() + CAST($3 AS bigint)) RETURNING id

-- name: bundle_goes_on
UPDATE bundle SET open_until = now_ms() + CAST($2 AS bigint) WHERE id = $1

-- name: bundle_whole
UPDATE bundle SET open_until = 0 WHERE id = $1 AND told = 0

-- name: bundle_drop
DELETE FROM bundle WHERE id = $1

-- name: bundle_report
-- Adds the unfinished broadcasts of an article ($1, the source's id), and those that began after broadcast $4, also if
-- they have ended. Skips a broadcast whose report another editor waits for.
INSERT INTO report_due (broadcast, editor, bundle)
SELECT i.id, $2, $3 FROM broadcast i JOIN article a ON a.key = i.article
WHERE a.id = $1 AND i.state <> 'superseded' AND (i.finished_at IS NULL OR i.id > $4)
ON CONFLICT (broadcast) DO UPDATE SET editor = excluded.editor, told = 0, bundle = excluded.bundle
WHERE report_due.told = 1 OR report_due.editor = excluded.editor

-- name: bundle_size
SELECT count(*) FROM report_due WHERE bundle = $1

-- name: bundle_dissolve
UPDATE report_due SET bundle = 0 WHERE bundle = $1 AND told = 0

-- name: bundles_due
-- None of its broadcasts goes on, and none has messages in flight. Stopped and quarantined ones wait for a person.
SELECT b.id, b.editor, b.name FROM bundle b
WHERE b.told = 0 AND b.open_until <= now_ms()
  AND NOT EXISTS (SELECT 1 FROM report_due r JOIN broadcast i ON i.id = r.broadcast
                  WHERE r.bundle = b.id AND r.told = 0
                    AND (i.state IN ('open', 'paused')
                         OR (i.finished_at IS NOT NULL
                             AND EXISTS (SELECT 1 FROM claim c WHERE c.broadcast = i.id))))
ORDER BY b.id LIMIT $1

-- name: bundle_broadcasts
SELECT s.*
FROM report_due r JOIN broadcast_progress s ON s.broadcast = r.broadcast
WHERE r.bundle = $1 AND r.told = 0 AND s.state <> 'superseded' ORDER BY s.broadcast

-- name: bundle_reports_told
UPDATE report_due SET told = 1
WHERE bundle = $1 AND told = 0 AND broadcast IN (SELECT id FROM broadcast WHERE finished_at IS NOT NULL)

-- name: bundle_told
UPDATE bundle SET told = 1 WHERE id = $1
