"""Cached doors to the pure packages, the only place where caching stands.

A table is never a cache key: Streamlit hashes only a sample of tables of
50,000 rows or more, and skips arguments that start with ``_``. Keys are short
values (study, version, wave); tables are read inside. Heavy libraries are
imported inside too, so that a page loads only what it shows.
"""
