"""Runs over many articles that cannot be lost: `job` joins reader, ledger, workers and writers."""
