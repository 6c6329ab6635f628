-- The words that statements are found by, each with in how many statements it stands: read from the index itself.
CREATE VIRTUAL TABLE vocabulary USING fts5vocab ('words', 'row');
