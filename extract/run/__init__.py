"""Runs over many articles: one output folder with records, errors and a report."""
