"""Side by Side: health and law students learn to spot legal needs, each in their own seat.

Holds the version and nothing else, so that importing it costs nothing and starts nothing.
"""

__version__ = "0.1.0"
