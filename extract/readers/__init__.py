"""Readers: from files, folders and tables to articles."""
