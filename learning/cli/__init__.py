"""The command line: parse the arguments, call one operation, print plain text, give an exit code.

0: done. 1: it could not be done, and standard error says why. 2: the command or a setting is wrong.
"""
