"""Reference data compiled by hand: countries, rights, leaders, organisations, instruments."""
