"""The panel: what each physician reviewer states of licence, certification and practice."""
