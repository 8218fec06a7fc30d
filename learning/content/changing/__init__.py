"""What differs between two versions of a module or course, part by part; `changes.py` joins it.

Both versions are told in the names of the newer one, so that a rename alone changes nothing else.
"""
