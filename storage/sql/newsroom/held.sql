-- name: held_add
INSERT INTO held (article, since, announced) VALUES ($1, now_ms(), 0) ON CONFLICT (article) DO NOTHING

-- name: held_add_announced
INSERT INTO held (article, since, announced) VALUES ($1, now_ms(), 1) ON CONFLICT (article) DO NOTHING

-- name: held_count
SELECT count(*) FROM held WHERE announced = $1

-- name: held_announce
UPDATE held SET announced = 1 WHERE announced = 0

-- name: held_page
-- The oldest first; a recalled article is not live.
SELECT h.article, CASE WHEN a.state = 'live' THEN 1 ELSE 0 END
FROM held h JOIN article a ON a.key = h.article
WHERE h.announced = $1
ORDER BY h.since, h.article LIMIT $2

-- name: held_remove
DELETE FROM held WHERE article = $1
