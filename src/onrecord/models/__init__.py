"""The shipped models: an encoder that reads, an encoder that embeds, and the table of word vectors that both share."""
