"""What a person types becomes a Whoosh query tree."""
