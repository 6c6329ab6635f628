-- Commitments, and what persons decided on them.
-- `record` is the commitment as JSON, without what is computed of it; `codes` its vector, as of a statement.
-- `document` is the key of the document that it was found in; NULL for what was imported.
CREATE TABLE commitments (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    country TEXT NOT NULL,
    document TEXT REFERENCES documents (key),
    record TEXT NOT NULL,
    codes BLOB NOT NULL
) STRICT;
CREATE INDEX commitments_by_country ON commitments (country, kind);
CREATE INDEX commitments_by_document ON commitments (document);

-- Statements that bear on a commitment: made when either is added. What they show is computed when it is asked for.
CREATE TABLE commitment_links (
    commitment INTEGER NOT NULL REFERENCES commitments (id),
    statement INTEGER NOT NULL REFERENCES statements (id),
    score REAL NOT NULL,
    shared TEXT NOT NULL,
    PRIMARY KEY (commitment, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_links_by_statement ON commitment_links (statement);

-- What persons decided: only ever added to. `commitment` and `statement` are keys, which outlive readings.
CREATE TABLE commitment_decisions (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    commitment TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('verdict', 'attached', 'detached', 'undone')),
    statement TEXT,
    status TEXT,
    dated TEXT,
    reviewer TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT,
    undoes TEXT REFERENCES commitment_decisions (key)
) STRICT;
CREATE INDEX commitment_decisions_by_commitment ON commitment_decisions (commitment, id);
CREATE TRIGGER commitment_decisions_stay_as_written BEFORE UPDATE ON commitment_decisions
BEGIN SELECT raise(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER commitment_decisions_stay BEFORE DELETE ON commitment_decisions
BEGIN SELECT raise(ABORT, 'decisions are never deleted'); END;
