-- What one press sends may take many commits: until this moment (UTC milliseconds) more of it may come, so nothing of it is
-- told yet. 0: it is whole.
ALTER TABLE bundle ADD COLUMN open_until BIGINT NOT NULL DEFAULT 0;
