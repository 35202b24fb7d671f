"""Determinations: published ones read and printed, and Evenhand's own."""
