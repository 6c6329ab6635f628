-- What a person said of a finding holds for its kind and its two statements, whatever rule joins them and by which words.
ALTER TABLE findings ADD COLUMN pair TEXT GENERATED ALWAYS AS (
    json_extract(detail, '$.kind')
    || ' ' || min(coalesce(json_extract(detail, '$.a.statement'), json_extract(detail, '$.a.document'), ''),
                  coalesce(json_extract(detail, '$.b.statement'), json_extract(detail, '$.b.document'), ''))
    || ' ' || max(coalesce(json_extract(detail, '$.a.statement'), json_extract(detail, '$.a.document'), ''),
                  coalesce(json_extract(detail, '$.b.statement'), json_extract(detail, '$.b.document'), ''))
) VIRTUAL;
CREATE INDEX findings_by_pair ON findings (pair);
ALTER TABLE finding_decisions ADD COLUMN pair TEXT GENERATED ALWAYS AS (
    json_extract(detail, '$.kind')
    || ' ' || min(coalesce(json_extract(detail, '$.a.statement'), json_extract(detail, '$.a.document'), ''),
                  coalesce(json_extract(detail, '$.b.statement'), json_extract(detail, '$.b.document'), ''))
    || ' ' || max(coalesce(json_extract(detail, '$.a.statement'), json_extract(detail, '$.a.document'), ''),
                  coalesce(json_extract(detail, '$.b.statement'), json_extract(detail, '$.b.document'), ''))
) VIRTUAL;
CREATE INDEX finding_decisions_by_pair ON finding_decisions (pair, id);
