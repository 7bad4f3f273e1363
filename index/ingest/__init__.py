"""Files become one transaction: worker pool, memory budget, sources, report."""
