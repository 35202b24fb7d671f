"""A copy of an installation from which it comes back: encrypted, while it runs, its keys apart."""
