-- A dossier: everything for one piece of work, in one file.
-- Integer ids are private to this file; `key` columns hold the content ids of the records.
-- 0x6f6e7263 is "onrc".
PRAGMA application_id = 0x6f6e7263;

-- Documents: one row for one content, whatever text was made of it.
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL UNIQUE
) STRICT;

-- The bytes as they came. sha256 in `documents` is of these bytes before compression; size counts them.
CREATE TABLE originals (
    document INTEGER PRIMARY KEY REFERENCES documents (id),
    size INTEGER NOT NULL,
    codec TEXT NOT NULL CHECK (codec IN ('zlib', 'raw')),
    body BLOB NOT NULL
) STRICT;

-- Frozen texts. Another extractor's text stands beside the old one. sha256 is of the text in UTF-8.
CREATE TABLE texts (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    sha256 TEXT NOT NULL,
    made_by TEXT NOT NULL,
    published_start TEXT,
    published_end TEXT,
    detail TEXT NOT NULL,
    codec TEXT NOT NULL CHECK (codec IN ('zlib', 'raw')),
    body BLOB NOT NULL,
    UNIQUE (document, sha256, made_by)
) STRICT;

-- Where and when a document was seen: one row a place.
CREATE TABLE sightings (
    document INTEGER NOT NULL REFERENCES documents (id),
    place TEXT NOT NULL,
    seen_at TEXT,
    last_seen_at TEXT,
    detail TEXT NOT NULL,
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;

-- One reading of one text by one version of the reader. Exactly one reading of a document is current; older ones stay.
-- `order_key` is the day of publication (or "unknown", which sorts last), a space, and the document's key.
CREATE TABLE readings (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    text INTEGER NOT NULL REFERENCES texts (id),
    made_by TEXT NOT NULL,
    order_key TEXT NOT NULL,
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    UNIQUE (text, made_by)
) STRICT;
CREATE UNIQUE INDEX current_reading ON readings (document) WHERE is_current = 1;
CREATE UNIQUE INDEX readings_in_order ON readings (order_key) WHERE is_current = 1;

-- Statements. Columns hold what is filtered by; `detail` the rest as JSON. The words are stored as they were cut.
CREATE TABLE statements (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings (id),
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    voice TEXT NOT NULL,
    act TEXT NOT NULL,
    stance TEXT NOT NULL,
    hedged INTEGER NOT NULL CHECK (hedged IN (0, 1)),
    target TEXT,
    country TEXT,
    time_start TEXT,
    time_end TEXT,
    review TEXT NOT NULL,
    quote TEXT NOT NULL,
    source_words TEXT NOT NULL,
    cue_words TEXT NOT NULL,
    detail TEXT NOT NULL,
    UNIQUE (key, reading)
) STRICT;
CREATE INDEX statements_in_order ON statements (reading, position, key);
CREATE INDEX statements_by_country ON statements (country, act, stance);

CREATE TABLE statement_rights (
    code TEXT NOT NULL,
    statement INTEGER NOT NULL REFERENCES statements (id),
    PRIMARY KEY (code, statement)
) STRICT, WITHOUT ROWID;

-- Speakers as the documents give them; `folded` is the name without case and accents, for looking it up.
CREATE TABLE speakers (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT,
    role TEXT,
    affiliation TEXT,
    camp TEXT NOT NULL,
    named INTEGER NOT NULL CHECK (named IN (0, 1)),
    collective INTEGER NOT NULL CHECK (collective IN (0, 1)),
    folded TEXT NOT NULL
) STRICT;
CREATE INDEX speakers_by_camp ON speakers (camp);

CREATE TABLE statement_speakers (
    speaker INTEGER NOT NULL REFERENCES speakers (id),
    statement INTEGER NOT NULL REFERENCES statements (id),
    PRIMARY KEY (speaker, statement)
) STRICT, WITHOUT ROWID;

-- Search by words: an index over the statements of current readings; the words themselves stay where they are.
CREATE VIEW spoken AS
SELECT statements.id AS id, statements.quote AS quote, statements.source_words AS source_words
FROM statements JOIN readings ON readings.id = statements.reading
WHERE readings.is_current = 1;
CREATE VIRTUAL TABLE words USING fts5 (
    quote, source_words, content = 'spoken', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- Search by meaning. `codes`: one signed byte a dimension; the vector is codes divided by their length.
-- `sketches`: one bit a dimension (its sign), for all statements of a current reading, from statement `first` on.
CREATE TABLE vectors (
    statement INTEGER PRIMARY KEY REFERENCES statements (id),
    codes BLOB NOT NULL
) STRICT;
CREATE TABLE sketches (
    reading INTEGER PRIMARY KEY REFERENCES readings (id),
    first INTEGER NOT NULL,
    bits BLOB NOT NULL
) STRICT;

CREATE TABLE issues (
    key TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    stage TEXT NOT NULL,
    what TEXT NOT NULL,
    place TEXT NOT NULL,
    do TEXT NOT NULL,
    document TEXT REFERENCES documents (key)
) STRICT, WITHOUT ROWID;
CREATE INDEX issues_by_document ON issues (document);

-- What was refused: its bytes are not kept. A refusal is settled when the same place or bytes are kept after all.
CREATE TABLE refusals (
    issue TEXT NOT NULL REFERENCES issues (key),
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER,
    sha256 TEXT,
    settled_by INTEGER REFERENCES documents (id),
    PRIMARY KEY (issue, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX refusals_by_place ON refusals (place);
CREATE INDEX refusals_by_content ON refusals (sha256);

-- Intakes, with a row for each input that was dealt with. `files_in` is what the run counted itself; NULL until then.
CREATE TABLE intakes (
    id INTEGER PRIMARY KEY,
    request TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    files_in INTEGER
) STRICT;
CREATE TABLE intake_inputs (
    id INTEGER PRIMARY KEY,
    intake INTEGER NOT NULL REFERENCES intakes (id),
    place TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('kept', 'duplicate', 'refused')),
    document INTEGER REFERENCES documents (id),
    issue TEXT REFERENCES issues (key)
) STRICT;
CREATE INDEX intake_inputs_by_intake ON intake_inputs (intake, outcome);

CREATE TABLE countries (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT, WITHOUT ROWID;
