-- Speakers across documents: which of those that documents name are the same, and what persons decided on that.
CREATE INDEX IF NOT EXISTS statement_speakers_by_statement ON statement_speakers (statement);

-- Known speakers: persons and organisations with a name. `made_name` and `camp` are the machine's, `name` the one shown;
-- `said_camp` is a person's; `folded` holds all its names, for looking it up. `edited`: a person decided on it.
CREATE TABLE known_speakers (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    made_name TEXT NOT NULL,
    name TEXT NOT NULL,
    camp TEXT NOT NULL,
    said_camp TEXT,
    folded TEXT NOT NULL,
    collective INTEGER NOT NULL CHECK (collective IN (0, 1)),
    edited INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1))
) STRICT;
CREATE INDEX known_speakers_edited ON known_speakers (id) WHERE edited = 1;

-- Where a row of `speakers` speaks: in statements on a country ('' for none), of current readings, not rejected; a name
-- that is no full one counts for one `document` alone, else that is 0. `made` is the known speaker that the machine takes
-- it for by its `name`, `final` the one after what persons decided; NULL until settled, before the transaction ends.
CREATE TABLE speaker_places (
    id INTEGER PRIMARY KEY,
    speaker INTEGER NOT NULL REFERENCES speakers (id),
    country TEXT NOT NULL,
    document INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    key TEXT,
    name TEXT,
    made INTEGER REFERENCES known_speakers (id),
    final INTEGER REFERENCES known_speakers (id),
    UNIQUE (speaker, country, document)
) STRICT;
CREATE INDEX speaker_places_unsettled ON speaker_places (id) WHERE final IS NULL;
CREATE INDEX speaker_places_by_final ON speaker_places (final, statements);
CREATE INDEX speaker_places_by_made ON speaker_places (made);
CREATE INDEX speaker_places_by_name ON speaker_places (name);
CREATE INDEX speaker_places_by_key ON speaker_places (key);
CREATE INDEX speaker_places_moved ON speaker_places (id) WHERE final <> made;

-- How many statements a known speaker has on a country; '*' counts all.
CREATE TABLE speaker_counts (
    country TEXT NOT NULL,
    known INTEGER NOT NULL REFERENCES known_speakers (id),
    statements INTEGER NOT NULL,
    PRIMARY KEY (country, known)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_counts_in_order ON speaker_counts (country, statements DESC, known);

CREATE TRIGGER speaker_speaks AFTER INSERT ON statement_speakers
BEGIN
    INSERT INTO speaker_places (speaker, country, document, statements)
    SELECT p.id, coalesce(s.country, ''),
        CASE WHEN p.collective = 0 AND p.role IS NULL AND p.affiliation IS NULL AND instr(trim(p.folded), ' ') = 0
            THEN r.document ELSE 0 END, 1
    FROM statements s JOIN readings r ON r.id = s.reading JOIN speakers p ON p.id = NEW.speaker
    WHERE s.id = NEW.statement AND r.is_current = 1 AND s.review <> 'rejected' AND p.named = 1 AND p.name IS NOT NULL
    ON CONFLICT (speaker, country, document) DO UPDATE SET statements = statements + 1;
END;
CREATE TRIGGER speaker_is_silent AFTER DELETE ON statement_speakers
BEGIN
    UPDATE speaker_places SET statements = statements - 1
    WHERE speaker = OLD.speaker AND (country, document) = (
        SELECT coalesce(s.country, ''),
            CASE WHEN p.collective = 0 AND p.role IS NULL AND p.affiliation IS NULL AND instr(trim(p.folded), ' ') = 0
                THEN r.document ELSE 0 END
        FROM statements s JOIN readings r ON r.id = s.reading JOIN speakers p ON p.id = OLD.speaker
        WHERE s.id = OLD.statement AND r.is_current = 1 AND s.review <> 'rejected'
    );
END;
CREATE TRIGGER speakers_of_a_retired_reading AFTER UPDATE OF is_current ON readings WHEN OLD.is_current <> NEW.is_current
BEGIN
    INSERT INTO speaker_places (speaker, country, document, statements)
    SELECT p.id, coalesce(s.country, ''),
        CASE WHEN p.collective = 0 AND p.role IS NULL AND p.affiliation IS NULL AND instr(trim(p.folded), ' ') = 0
            THEN NEW.document ELSE 0 END AS place, (NEW.is_current - OLD.is_current) * count(*)
    FROM statements s JOIN statement_speakers l ON l.statement = s.id JOIN speakers p ON p.id = l.speaker
    WHERE s.reading = NEW.id AND s.review <> 'rejected' AND p.named = 1 AND p.name IS NOT NULL
    GROUP BY p.id, coalesce(s.country, ''), place
    ON CONFLICT (speaker, country, document) DO UPDATE SET statements = statements + excluded.statements;
END;
CREATE TRIGGER known_speaker_counts AFTER UPDATE OF statements, final ON speaker_places
BEGIN
    UPDATE speaker_counts SET statements = statements - OLD.statements
    WHERE known = OLD.final AND country IN (OLD.country, '*');
    INSERT INTO speaker_counts (country, known, statements)
    SELECT c.country, NEW.final, NEW.statements FROM (SELECT NEW.country AS country UNION ALL SELECT '*') c
    WHERE NEW.final IS NOT NULL
    ON CONFLICT (country, known) DO UPDATE SET statements = statements + excluded.statements;
END;

INSERT INTO speaker_places (speaker, country, document, statements)
SELECT p.id, coalesce(s.country, ''),
    CASE WHEN p.collective = 0 AND p.role IS NULL AND p.affiliation IS NULL AND instr(trim(p.folded), ' ') = 0
        THEN r.document ELSE 0 END AS place, count(*)
FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1
JOIN statement_speakers l ON l.statement = s.id JOIN speakers p ON p.id = l.speaker
WHERE s.review <> 'rejected' AND p.named = 1 AND p.name IS NOT NULL
GROUP BY p.id, coalesce(s.country, ''), place;

-- What persons decided on speakers: only ever added to. `detail` says which speakers and places, as JSON.
CREATE TABLE speaker_decisions (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('rename', 'camp', 'merge', 'unmerge', 'undo')),
    decider TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT,
    undoes TEXT REFERENCES speaker_decisions (key),
    detail TEXT NOT NULL
) STRICT;
CREATE TRIGGER speaker_decisions_stay_as_written BEFORE UPDATE ON speaker_decisions
BEGIN SELECT raise(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER speaker_decisions_stay BEFORE DELETE ON speaker_decisions
BEGIN SELECT raise(ABORT, 'decisions are never deleted'); END;
