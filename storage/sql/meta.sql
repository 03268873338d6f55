-- name: meta_get
SELECT value FROM meta WHERE name = $1

-- name: meta_drop
DELETE FROM meta WHERE name = $1

-- name: meta_put
INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value
