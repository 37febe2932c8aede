"""Word lists as TSV. Each file says what it holds, where it comes from and under which licence."""
