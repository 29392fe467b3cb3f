"""The quantity grammar: every number with a measure word, every zero cue, and the traps."""
