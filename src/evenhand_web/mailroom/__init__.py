"""The mailroom: what comes in before anybody knows whose it is, taken in whole, matched, filed, and never lost."""
