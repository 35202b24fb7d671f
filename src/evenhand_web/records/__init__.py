"""The medical record made readable: an image and the text of every page, and what cannot be read with its reason."""
