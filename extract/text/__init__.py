"""Text: decoding, alignment, repair, script, sentences, words, numbers and word lists."""
