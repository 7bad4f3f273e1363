"""An article as the index holds it: its documents, identity and further columns."""
