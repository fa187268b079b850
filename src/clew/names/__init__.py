"""Names of companies in English, Chinese and pinyin: their parts, whether two are one company's, and which of many comes nearest."""
