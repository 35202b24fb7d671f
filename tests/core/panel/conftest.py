"""What the tests of the panel need beside the core: the batch solver comes with the extra `panel`, and without it the
tests of what stands on it are left out.
"""

from importlib.util import find_spec

collect_ignore = (
    [] if find_spec("ortools") else ["test_batch.py", "test_flow.py", "test_match_cli.py", "test_supply.py"]
)
