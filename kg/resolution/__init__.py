"""From what an article says to who, where and when: actors, places, times, and one report a meeting."""
