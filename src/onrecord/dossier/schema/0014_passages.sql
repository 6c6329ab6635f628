-- What the sentences around a statement mean: the codes of a vector (onrecord.dossier.vectors), for parting threads anew.
CREATE TABLE passages (
    statement INTEGER PRIMARY KEY REFERENCES statements (id),
    codes BLOB NOT NULL
) STRICT;
