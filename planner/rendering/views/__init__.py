"""One record per document, made from a visit: everything a template prints, and nothing it would have to work out."""
