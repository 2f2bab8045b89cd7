"""From articles to a graph of who met whom, where and when, and according to whom."""
