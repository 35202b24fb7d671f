"""What is asked of a reviewer: the law of the panel on a day, the choices of the house, and the fit of a specialty."""
