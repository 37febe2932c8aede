"""Writers: from records to files."""
