-- Notes of persons on passages of documents: only ever added to. The last row of a `key` is the note as it stands.
-- `document` is a document's key; NULL where the dossier has none at the address that the note names.
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    document TEXT REFERENCES documents (key),
    is_placed INTEGER NOT NULL CHECK (is_placed IN (0, 1)),
    record TEXT NOT NULL
) STRICT;
CREATE INDEX notes_by_key ON notes (key, id);
CREATE INDEX notes_by_document ON notes (document, id);
CREATE TRIGGER notes_stay_as_written BEFORE UPDATE ON notes
BEGIN SELECT raise(ABORT, 'notes are never changed'); END;
CREATE TRIGGER notes_stay BEFORE DELETE ON notes
BEGIN SELECT raise(ABORT, 'notes are never deleted'); END;

-- What persons and libraries of references say of documents: only ever added to. The last row of an `origin` holds.
CREATE TABLE descriptions (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents (key),
    origin TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX descriptions_by_document ON descriptions (document, id);
CREATE TRIGGER descriptions_stay_as_written BEFORE UPDATE ON descriptions
BEGIN SELECT raise(ABORT, 'descriptions are never changed'); END;
CREATE TRIGGER descriptions_stay BEFORE DELETE ON descriptions
BEGIN SELECT raise(ABORT, 'descriptions are never deleted'); END;

-- Statements that persons found, with the reading of which they became part. They outlive readings: a new reading of the
-- same text takes them over. `record` is the statement as JSON as it was first labelled, `codes` its vector.
CREATE TABLE own_statements (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES documents (key),
    text_sha256 TEXT NOT NULL,
    record TEXT NOT NULL,
    codes BLOB NOT NULL
) STRICT;
CREATE INDEX own_statements_by_document ON own_statements (document, id);

-- Which statement a row of a study of one's own became: `origin` is the file, `row_key` the row's own id.
CREATE TABLE study_rows (
    id INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    row_key TEXT NOT NULL,
    statement TEXT NOT NULL
) STRICT;
CREATE INDEX study_rows_by_key ON study_rows (origin, row_key, id);
