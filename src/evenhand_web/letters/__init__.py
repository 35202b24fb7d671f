"""Letters that were issued: made, sealed, kept, entered in the docket, and sent."""
