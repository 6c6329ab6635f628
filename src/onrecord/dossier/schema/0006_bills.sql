-- Bills: versions, provisions, concerns, and what persons decided on them.
CREATE TABLE bills (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    country TEXT
) STRICT;

-- A version points at the one text of its document that its spans were read from. `body` is the record as JSON, compressed.
CREATE TABLE bill_versions (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    bill TEXT NOT NULL REFERENCES bills (key),
    name TEXT NOT NULL,
    date TEXT,
    document TEXT NOT NULL REFERENCES documents (key),
    text_sha256 TEXT NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (bill, name)
) STRICT;
CREATE INDEX bill_versions_by_document ON bill_versions (document);

-- The changes from each version to the next as JSON, compressed. `stamp` stands for the versions and for what aligned them.
CREATE TABLE bill_steps (
    bill TEXT NOT NULL REFERENCES bills (key),
    from_version TEXT NOT NULL,
    to_version TEXT NOT NULL,
    stamp TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (from_version, to_version)
) STRICT, WITHOUT ROWID;

-- Concerns as they were raised, without what is computed or decided. `document` is NULL for one that a person wrote down.
CREATE TABLE concerns (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    bill TEXT NOT NULL REFERENCES bills (key),
    document TEXT REFERENCES documents (key),
    is_found INTEGER NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX concerns_by_bill ON concerns (bill);

-- What persons decided: only ever added to. `concern` is a key, which outlives what was found.
CREATE TABLE concern_decisions (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    concern TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('accepted', 'rejected', 'verdict', 'placed', 'undone')),
    state TEXT,
    version TEXT,
    cites TEXT,
    reviewer TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT,
    undoes TEXT REFERENCES concern_decisions (key)
) STRICT;
CREATE INDEX concern_decisions_by_concern ON concern_decisions (concern, id);
CREATE TRIGGER concern_decisions_stay_as_written BEFORE UPDATE ON concern_decisions
BEGIN SELECT raise(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER concern_decisions_stay BEFORE DELETE ON concern_decisions
BEGIN SELECT raise(ABORT, 'decisions are never deleted'); END;
