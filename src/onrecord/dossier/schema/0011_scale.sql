-- For dossiers of a million statements.

-- `packed` holds what `detail` held, compressed (onrecord.dossier.details); older rows keep `detail`.
ALTER TABLE statements ADD COLUMN packed BLOB;

-- What statements are filtered, ordered and counted by: one row a reading (onrecord.dossier.facts). `body` is NULL from a
-- change of the reading until the transaction ends; `stamp` rises with every change.
CREATE TABLE facts (
    reading INTEGER PRIMARY KEY REFERENCES readings (id),
    stamp INTEGER NOT NULL,
    body BLOB
) STRICT;
CREATE INDEX facts_by_stamp ON facts (stamp);
CREATE INDEX facts_to_pack ON facts (reading) WHERE body IS NULL;

-- Tells this dossier from others that a process may have open; a copy is told by its place.
CREATE TABLE births (birth TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO births VALUES (lower(hex(randomblob(16))));

INSERT INTO facts (reading, stamp) SELECT id, 1 FROM readings WHERE is_current = 1;
CREATE TRIGGER facts_of_a_new_reading AFTER INSERT ON readings
BEGIN
    INSERT INTO facts (reading, stamp) VALUES (NEW.id, (SELECT coalesce(max(stamp), 0) + 1 FROM facts))
    ON CONFLICT (reading) DO UPDATE SET stamp = excluded.stamp, body = NULL;
END;
CREATE TRIGGER facts_of_a_changed_reading AFTER UPDATE ON readings
BEGIN
    INSERT INTO facts (reading, stamp) VALUES (NEW.id, (SELECT coalesce(max(stamp), 0) + 1 FROM facts))
    ON CONFLICT (reading) DO UPDATE SET stamp = excluded.stamp, body = NULL;
END;
CREATE TRIGGER facts_of_a_new_statement AFTER INSERT ON statements
BEGIN
    UPDATE facts SET stamp = (SELECT max(stamp) + 1 FROM facts), body = NULL WHERE reading = NEW.reading;
END;
CREATE TRIGGER facts_of_a_changed_statement AFTER UPDATE ON statements
BEGIN
    UPDATE facts SET stamp = (SELECT max(stamp) + 1 FROM facts), body = NULL WHERE reading IN (OLD.reading, NEW.reading);
END;
CREATE TRIGGER facts_of_a_deleted_statement AFTER DELETE ON statements
BEGIN
    UPDATE facts SET stamp = (SELECT max(stamp) + 1 FROM facts), body = NULL WHERE reading = OLD.reading;
END;
CREATE TRIGGER facts_of_a_changed_text AFTER UPDATE OF published_start, published_end ON texts
BEGIN
    UPDATE facts SET stamp = (SELECT max(stamp) + 1 FROM facts), body = NULL
    WHERE reading IN (SELECT id FROM readings WHERE text = NEW.id);
END;
CREATE TRIGGER facts_of_a_changed_speaker AFTER UPDATE OF camp ON speakers
BEGIN
    UPDATE facts SET stamp = (SELECT max(stamp) + 1 FROM facts), body = NULL WHERE reading IN (
        SELECT s.reading FROM statement_speakers l JOIN statements s ON s.id = l.statement WHERE l.speaker = NEW.id
    );
END;

-- Lists of documents read neither texts nor the rest of their rows.
ALTER TABLE texts ADD COLUMN title TEXT GENERATED ALWAYS AS (detail ->> '$.title') VIRTUAL;
ALTER TABLE texts ADD COLUMN publisher TEXT GENERATED ALWAYS AS (detail ->> '$.publisher') VIRTUAL;
ALTER TABLE texts ADD COLUMN media_type TEXT GENERATED ALWAYS AS (detail ->> '$.media_type') VIRTUAL;
ALTER TABLE texts ADD COLUMN shares TEXT GENERATED ALWAYS AS (detail -> '$.countries') VIRTUAL;
CREATE INDEX texts_heads ON texts (publisher, media_type, title, shares);

-- Indexes that nothing needs, or that a narrower one replaces.
DROP INDEX wordings_by_statement;
DROP INDEX thread_keys_by_thread;
DROP INDEX statements_by_country;
CREATE INDEX statements_by_country ON statements (country) WHERE country IS NOT NULL;
