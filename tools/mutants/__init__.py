"""How well the tests guard derived law: `make mutants` breaks one line at a time and sees whether a test says so."""
