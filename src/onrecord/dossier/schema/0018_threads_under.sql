-- The threads that persons put under another are found from that one.
CREATE INDEX threads_under ON threads (part_of) WHERE part_of IS NOT NULL;
