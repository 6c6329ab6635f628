-- Lists of findings and threads by pages. `day`: when the newer side of a finding was published; '' if that is unknown.
ALTER TABLE findings ADD COLUMN day TEXT NOT NULL DEFAULT '';
UPDATE findings SET day = coalesce((
    SELECT max(t.published_start) FROM documents d JOIN readings r ON r.document = d.id AND r.is_current = 1
    JOIN texts t ON t.id = r.text WHERE d.key IN (findings.detail ->> '$.a.document', findings.detail ->> '$.b.document')
), '');
CREATE INDEX findings_by_day ON findings (day, id);
CREATE INDEX findings_of_kind_by_day ON findings (kind, day, id);
CREATE INDEX findings_of_country_by_day ON findings (country, day, id);
CREATE INDEX threads_by_size ON threads (size, id, name);
