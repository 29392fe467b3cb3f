"""From bytes to records: reading, sections, tables, checks, join, files, command line."""
