-- name: files_of_folder
SELECT path, known_as, state, size, mtime_ns, digest FROM source_file WHERE folder = $1

-- name: file_put
INSERT INTO source_file (folder, path, known_as, state, size, mtime_ns, digest, seen_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, now_ms())
ON CONFLICT (folder, path) DO UPDATE
SET known_as = excluded.known_as, state = excluded.state, size = excluded.size, mtime_ns = excluded.mtime_ns,
    digest = excluded.digest, seen_at = excluded.seen_at
