-- How often in a row a process ended, or a step failed, with messages of this broadcast out and none of them answered since.
ALTER TABLE broadcast ADD COLUMN crash_count INTEGER NOT NULL DEFAULT 0;

-- Updates are remembered however they come. `said` tells one from another that a server has given the same number.
ALTER TABLE update_taken ADD COLUMN said TEXT NOT NULL DEFAULT '';
