-- Which briefs were written, and what each held: only ever added to. Briefs that held the same share their contents:
-- (kind, id, digest, states, sentence, document, spans) of each thing, as compressed JSON.
CREATE TABLE brief_contents (
    digest TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    codec TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE TABLE briefs (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    written_at TEXT NOT NULL,
    country TEXT NOT NULL,
    scope TEXT NOT NULL,
    filters TEXT NOT NULL,
    as_of TEXT,
    form TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    contents TEXT NOT NULL REFERENCES brief_contents (digest)
) STRICT;
CREATE INDEX briefs_by_scope ON briefs (scope, id);
CREATE TRIGGER briefs_stay_as_written BEFORE UPDATE ON briefs
BEGIN SELECT raise(ABORT, 'what was written stays written'); END;
CREATE TRIGGER briefs_stay BEFORE DELETE ON briefs
BEGIN SELECT raise(ABORT, 'what was written stays written'); END;
