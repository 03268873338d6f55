-- How many of the delivered may have come twice: a try of unknown fate went before. Kept with the counts.
ALTER TABLE broadcast ADD COLUMN twice BIGINT NOT NULL DEFAULT 0;

-- Of a claim's tries, those that never were messages of unknown fate: what was refused and is sent again by hand begins
-- with one try left.
ALTER TABLE claim ADD COLUMN unsent BIGINT NOT NULL DEFAULT 0;
