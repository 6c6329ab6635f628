-- Which readings were woven into threads, searched for commitments and set beside the others, and by which version.
CREATE TABLE weighed_readings (
    reading INTEGER PRIMARY KEY REFERENCES readings (id),
    made_by TEXT NOT NULL
) STRICT;
