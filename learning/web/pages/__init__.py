"""What templates are given: frozen dataclasses of strings, rows and addresses."""
