-- Lists of articles that are sent as one message.

-- name: listing_add
INSERT INTO listing (article, place, listed) VALUES ($1, $2, $3)

-- name: listing_of
-- The articles that a list names now, without recalled ones. An article without a title has its substitute.
SELECT a.key, CASE WHEN a.title = '' THEN a.summary ELSE a.title END
FROM listing l JOIN article a ON a.key = l.listed
WHERE l.article = $1 AND a.state = 'live' ORDER BY l.place

-- name: listings_naming
-- Live lists in which an article ($1) stands.
SELECT l.article, a.rubric FROM listing l JOIN article a ON a.key = l.article
WHERE l.listed = $1 AND a.state = 'live' ORDER BY l.article

-- name: listing_changed
-- The list shows something else now, so its copies must be edited.
UPDATE article SET version = version + 1, shown_since = version + 1, card_since = version + 1 WHERE key = $1
