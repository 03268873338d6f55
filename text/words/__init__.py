"""Words and sentences: folding, stems, languages, stopwords."""
