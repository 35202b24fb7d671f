"""Made-up material to try things on: records of nobody, as they come from mailrooms, with the truth beside them."""
