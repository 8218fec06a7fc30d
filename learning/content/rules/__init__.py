"""The checker's rules: each a small function from a parsed file to findings. None changes it."""
