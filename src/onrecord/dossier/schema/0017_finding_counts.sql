-- Counts of findings by kind are read from this alone.
CREATE INDEX findings_counted ON findings (kind, review, country);
