-- name: picture_add
INSERT INTO picture (digest, content, taken_at) VALUES ($1, $2, now_ms())
ON CONFLICT (digest) DO UPDATE SET taken_at = excluded.taken_at

-- name: picture_content
SELECT content FROM picture WHERE digest = $1

-- name: pictures_forget
-- Deletes a few old pictures. Keeps those of unfinished broadcasts, held articles and scheduled drafts.
DELETE FROM picture WHERE digest IN (
    SELECT digest FROM picture
    WHERE taken_at < $1
      AND NOT EXISTS (SELECT 1 FROM broadcast i JOIN article a ON a.key = i.article
                      WHERE i.finished_at IS NULL AND a.image = 'file:' || picture.digest)
      AND NOT EXISTS (SELECT 1 FROM held h JOIN article a ON a.key = h.article
                      WHERE a.image = 'file:' || picture.digest)
      AND NOT EXISTS (SELECT 1 FROM schedule s JOIN draft d ON d.id = s.draft
                      WHERE d.content LIKE '%' || picture.digest || '%')
    LIMIT $2)

-- name: photo_of
SELECT source, state, file_id, reason FROM photo WHERE article = $1

-- name: photo_ready
-- A late answer does not make a refused photo ready again. A photo of an older picture of the article is ignored.
INSERT INTO photo (article, source, state, file_id, reason)
SELECT key, image, 'ready', $3, '' FROM article WHERE key = $1 AND image = $2
ON CONFLICT (article) DO UPDATE SET source = excluded.source, state = 'ready', file_id = excluded.file_id, reason = ''
WHERE photo.source <> excluded.source OR photo.state <> 'refused'

-- name: photo_refused
INSERT INTO photo (article, source, state, file_id, reason)
SELECT key, image, 'refused', '', $3 FROM article WHERE key = $1 AND image = $2
ON CONFLICT (article) DO UPDATE SET source = excluded.source, state = 'refused', file_id = '', reason = excluded.reason
WHERE photo.source <> excluded.source OR photo.state <> 'refused'

-- name: claim_plain
UPDATE claim SET plain = 1 WHERE article = $1 AND recipient = $2 AND message_id = $3
