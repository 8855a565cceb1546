"""How full the library was: readers of counts, rollups by weekday and hour, comparisons."""
