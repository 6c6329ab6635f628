-- Threads, findings, and what persons decided on them.
-- Countries are codes; '' stands for statements on none.

-- Threads as they stand. `founder` is the statement that founded it; `name` the one shown, `made_name` the machine's;
-- `profile` what its statements have in common, packed, for placing further ones (onrecord.threads.profiles).
CREATE TABLE threads (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    country TEXT NOT NULL,
    founder TEXT NOT NULL,
    made_name TEXT NOT NULL,
    name TEXT NOT NULL,
    part_of TEXT,
    edited INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1)),
    size INTEGER NOT NULL DEFAULT 0,
    profile BLOB NOT NULL
) STRICT;
CREATE INDEX threads_by_country ON threads (country, size);

-- Which thread a statement of a current reading is in: `woven` by the machine, `base` where a person moved it to or else
-- the same, `thread` where it stands after threads were merged.
CREATE TABLE thread_members (
    statement INTEGER PRIMARY KEY REFERENCES statements (id),
    key TEXT NOT NULL,
    woven INTEGER NOT NULL REFERENCES threads (id),
    base INTEGER NOT NULL REFERENCES threads (id),
    thread INTEGER NOT NULL REFERENCES threads (id)
) STRICT;
CREATE INDEX thread_members_by_thread ON thread_members (thread);
CREATE INDEX thread_members_by_base ON thread_members (base);
CREATE INDEX thread_members_by_woven ON thread_members (woven);
CREATE INDEX thread_members_by_key ON thread_members (key);

-- The terms that lead to a thread, with how much they say of it; and in how many statements a term stands ('' counts all).
CREATE TABLE thread_keys (
    country TEXT NOT NULL,
    term TEXT NOT NULL,
    thread INTEGER NOT NULL REFERENCES threads (id),
    strength REAL NOT NULL,
    PRIMARY KEY (country, term, thread)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_keys_by_thread ON thread_keys (thread);
CREATE TABLE thread_words (
    term TEXT NOT NULL,
    country TEXT NOT NULL,
    statements INTEGER NOT NULL,
    PRIMARY KEY (term, country)
) STRICT, WITHOUT ROWID;

-- What persons decided on threads: only ever added to. `detail` says which threads and statements, as JSON.
CREATE TABLE thread_decisions (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('rename', 'merge', 'split', 'move', 'pin', 'under', 'undo')),
    decider TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT,
    undoes TEXT REFERENCES thread_decisions (key),
    detail TEXT NOT NULL
) STRICT;
CREATE TRIGGER thread_decisions_stay_as_written BEFORE UPDATE ON thread_decisions
BEGIN SELECT raise(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER thread_decisions_stay BEFORE DELETE ON thread_decisions
BEGIN SELECT raise(ABORT, 'decisions are never deleted'); END;

-- The wordings of a statement or a document, by bands of their hashes: the same band, likely the same wording.
CREATE TABLE wordings (
    band INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statements (id),
    PRIMARY KEY (band, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX wordings_by_statement ON wordings (statement);

-- Findings as computed last. `scope` is what they were computed for: computing that again replaces them.
CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    scope TEXT NOT NULL,
    kind TEXT NOT NULL,
    rule TEXT NOT NULL,
    country TEXT,
    thread TEXT,
    review TEXT NOT NULL,
    detail TEXT NOT NULL,
    UNIQUE (key, scope)
) STRICT;
CREATE INDEX findings_by_scope ON findings (scope);
CREATE INDEX findings_by_kind ON findings (kind, country);
CREATE INDEX findings_by_country ON findings (country);
CREATE INDEX findings_by_thread ON findings (thread);
CREATE TABLE finding_sides (
    statement TEXT NOT NULL,
    finding INTEGER NOT NULL REFERENCES findings (id),
    PRIMARY KEY (statement, finding)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_sides_by_finding ON finding_sides (finding);

-- What persons decided on findings: only ever added to. `finding` outlives recomputing; `detail` is the finding as it was.
CREATE TABLE finding_decisions (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    finding TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('confirmed', 'rejected', 'undone')),
    decider TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX finding_decisions_by_finding ON finding_decisions (finding, id);
CREATE TRIGGER finding_decisions_stay_as_written BEFORE UPDATE ON finding_decisions
BEGIN SELECT raise(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER finding_decisions_stay BEFORE DELETE ON finding_decisions
BEGIN SELECT raise(ABORT, 'decisions are never deleted'); END;
