-- Alerts by the stems of an article, which are passed as one JSON list.

-- name: alert_recipients
-- Whose alerts have one of these stems as their rarest.
SELECT DISTINCT s.recipient FROM json_each($1) AS q CROSS JOIN alert_stem AS s WHERE s.stem = q.value

-- name: alerts_among
-- Those of recipients after $2 up to $3; one that two stems lead to comes twice.
SELECT a.id, a.recipient, a.words, a.blocks, a.stems
FROM json_each($1) AS q CROSS JOIN alert_stem AS s CROSS JOIN alert AS a
WHERE s.stem = q.value AND s.recipient > $2 AND s.recipient <= $3 AND a.id = s.alert
