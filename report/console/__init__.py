"""What the commands print: progress, summaries, tables, diagnoses."""
