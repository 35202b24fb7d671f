"""The medical record as it comes: pages read, split into documents, each named and dated, copies and gaps found."""
