-- name: files_of_folder
SELECT path, known_as, state, size, mtime_ns, digest, begun FROM source_file WHERE folder = $1

-- name: file_put
INSERT INTO source_file (folder, path, known_as, state, size, mtime_ns, digest, seen_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, now_ms())
ON CONFLICT (folder, path) DO UPDATE
SET known_as = excluded.known_as, state = excluded.state, size = excluded.size, mtime_ns = excluded.mtime_ns,
    digest = excluded.digest, seen_at = excluded.seen_at, begun = 0

-- name: file_begin
-- The path of a file that was never taken is what its articles will be known as.
INSERT INTO source_file (folder, path, known_as, state, size, mtime_ns, digest, seen_at, begun)
VALUES ($1, $2, $2, 'begun', 0, 0, '', now_ms(), $3)
ON CONFLICT (folder, path) DO UPDATE SET begun = excluded.begun

-- name: file_begun
SELECT begun FROM source_file WHERE folder = $1 AND path = $2

-- name: file_forget
DELETE FROM source_file WHERE folder = $1 AND path = $2

-- name: imported_file_put
INSERT INTO imported_file (path, size, mtime_ns, way, articles, at) VALUES ($1, $2, $3, $4, $5, now_ms())
ON CONFLICT (path) DO UPDATE
SET size = excluded.size, mtime_ns = excluded.mtime_ns, way = excluded.way, articles = excluded.articles,
    at = excluded.at

-- name: imported_files_confirm
-- What an import took since $1 holds to its end: of its later files one may have changed an article of an earlier one.
UPDATE imported_file SET at = now_ms() WHERE at >= $1
