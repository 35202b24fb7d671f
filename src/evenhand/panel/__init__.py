"""The panel: who may review, how well a physician fits a case, what conflicts with it, and who is given it."""
