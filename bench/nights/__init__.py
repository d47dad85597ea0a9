"""Measures nights of the warehouse beside DuckDB and beside Spark alone; bench/run starts it."""
