"""Evenhand: Independent Medical Review from application to final determination."""
