"""Who is tied to whom, what of it the law bars, and what a reviewer attests of it."""
