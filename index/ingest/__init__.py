"""Adds files to a transaction: tasks for workers, memory budget, sources, report."""
