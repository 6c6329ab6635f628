-- What persons decided on statements: only ever added to. The last review of a statement that was not undone holds.
-- `statement` is the statement's key, which outlives readings; `detail` holds the values given and those that hold, as JSON.
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    statement TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents (key),
    decision TEXT NOT NULL CHECK (decision IN ('confirmed', 'corrected', 'rejected', 'undone')),
    reviewer TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT,
    undoes TEXT REFERENCES reviews (key),
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX reviews_by_statement ON reviews (statement, id);
CREATE INDEX reviews_by_document ON reviews (document);
CREATE TRIGGER reviews_stay_as_written BEFORE UPDATE ON reviews
BEGIN SELECT raise(ABORT, 'reviews are never changed'); END;
CREATE TRIGGER reviews_stay BEFORE DELETE ON reviews
BEGIN SELECT raise(ABORT, 'reviews are never deleted'); END;

-- What the machine made of a statement that a review changed: the whole record as JSON. The row of `statements` holds
-- what the review made of it, so that searches, filters and briefs see that.
CREATE TABLE machine_statements (
    statement INTEGER PRIMARY KEY REFERENCES statements (id),
    record TEXT NOT NULL
) STRICT;

-- Label heads fitted to the reviews. The last one that was not undone labels what is read.
-- `base` is the SHA-256 of the shipped heads that it started from, `last` the last statement that it labelled anew.
CREATE TABLE fits (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    base TEXT NOT NULL,
    last INTEGER NOT NULL,
    heads BLOB NOT NULL,
    undone_at TEXT,
    detail TEXT NOT NULL
) STRICT;

-- The labels that a statement had before a fit: JSON, compressed. They come back when the fit is undone.
CREATE TABLE labels_before (
    fit INTEGER NOT NULL REFERENCES fits (id),
    statement INTEGER NOT NULL REFERENCES statements (id),
    body BLOB NOT NULL,
    PRIMARY KEY (fit, statement)
) STRICT, WITHOUT ROWID;
