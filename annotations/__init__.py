"""The annotated corpus and the tools around it; for now the bundled sample reports."""
