-- Indices over their editions, for checking figures. A row is one indicator of one release; `detail` is the series without
-- its points, as JSON; `body` its points as JSON, compressed; `sha256` that of both.
CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    index_key TEXT NOT NULL,
    points INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    detail TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX series_by_index ON series (index_key);

-- What each reading was checked with: `stamp` stands for the series and the checker. Another one makes the checks stale.
CREATE TABLE checked_readings (
    reading INTEGER PRIMARY KEY REFERENCES readings (id),
    stamp TEXT NOT NULL
) STRICT;

-- Figures of statements held against their series. `statement` is the statement's key; `detail` the record as JSON.
CREATE TABLE figure_checks (
    reading INTEGER NOT NULL REFERENCES readings (id),
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    statement TEXT NOT NULL,
    country TEXT,
    verdict TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_checks_by_country ON figure_checks (country, verdict);
CREATE INDEX figure_checks_by_key ON figure_checks (key);
