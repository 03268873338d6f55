-- name: meta_get
SELECT value FROM meta WHERE name = $1

-- name: now
SELECT now_ms()

-- name: halt
-- Stores who halted the pushes, or chose the free rate, and when. The first one stays named.
INSERT INTO meta (name, value) VALUES ($1, CAST($2 AS text) || ' ' || CAST(now_ms() AS text))
ON CONFLICT (name) DO NOTHING

-- name: meta_drop
DELETE FROM meta WHERE name = $1

-- name: meta_put
INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value
