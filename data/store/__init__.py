"""The store of a study, on disk or on a server."""
