"""Tags of the templates that all faces share."""
