"""What readers read: numbers, words and phrases of both languages, and how text is escaped."""
