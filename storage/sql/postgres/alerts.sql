-- Alerts by the stems of an article, which are passed as one JSON list.

-- name: alert_recipients
-- Whose alerts have one of these stems as their rarest.
SELECT DISTINCT recipient FROM alert_stem
WHERE stem = ANY (ARRAY(SELECT value FROM json_array_elements_text(CAST($1 AS json))))

-- name: alerts_among
-- Those of recipients after $2 up to $3; one that two stems lead to comes twice.
SELECT a.id, a.recipient, a.words, a.blocks, a.stems
FROM alert_stem s JOIN alert a ON a.id = s.alert
WHERE s.stem = ANY (ARRAY(SELECT value FROM json_array_elements_text(CAST($1 AS json))))
  AND s.recipient > $2 AND s.recipient <= $3
