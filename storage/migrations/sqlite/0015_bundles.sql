-- What one press sent to readers, an article or a hundred: whoever pressed gets one report when all of it has ended.
CREATE TABLE bundle (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    editor INTEGER NOT NULL,
    name   TEXT    NOT NULL,
    told   INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1))
);
CREATE INDEX bundle_untold ON bundle (id) WHERE told = 0;

-- 0: it has a report of its own.
ALTER TABLE report_due ADD COLUMN bundle INTEGER NOT NULL DEFAULT 0;
CREATE INDEX report_of_bundle ON report_due (bundle) WHERE bundle > 0;
