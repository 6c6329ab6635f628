-- A review says from now on what a statement's voice, mode, country, instruments and figures are, too: reviews of before
-- left these as they stood, and now say so.
DROP TRIGGER reviews_stay_as_written;
UPDATE reviews SET detail = (
    SELECT json_set(
        reviews.detail, '$.values.voice', s.voice, '$.values.mode', json_extract(s.detail, '$.mode'),
        '$.values.country', s.country,
        '$.values.instruments', json(coalesce(json_extract(s.detail, '$.instruments'), '[]')),
        '$.values.figures', json(coalesce(json_extract(s.detail, '$.figures'), '[]'))
    )
    FROM statements s WHERE s.key = reviews.statement AND s.detail <> '' ORDER BY s.id DESC LIMIT 1
)
WHERE json_type(detail, '$.values') = 'object' AND json_type(detail, '$.values.voice') IS NULL
    AND EXISTS (SELECT 1 FROM statements s WHERE s.key = reviews.statement AND s.detail <> '');
CREATE TRIGGER reviews_stay_as_written BEFORE UPDATE ON reviews
BEGIN SELECT raise(ABORT, 'reviews are never changed'); END;

-- What persons hold against statements and findings: only ever added to. `target` is a key, which outlives readings.
CREATE TABLE rebuttals (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    target TEXT NOT NULL,
    undoes TEXT REFERENCES rebuttals (key),
    record TEXT NOT NULL
) STRICT;
CREATE INDEX rebuttals_by_target ON rebuttals (target, id);
CREATE TRIGGER rebuttals_stay_as_written BEFORE UPDATE ON rebuttals
BEGIN SELECT raise(ABORT, 'rebuttals are never changed'); END;
CREATE TRIGGER rebuttals_stay BEFORE DELETE ON rebuttals
BEGIN SELECT raise(ABORT, 'rebuttals are never deleted'); END;
