"""The directory of an index: safe file access, the writer lock and the manifest."""
