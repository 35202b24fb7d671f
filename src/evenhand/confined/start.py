"""Run as a script: starts a module that knows of its surroundings what its arguments say, and nothing else.

The arguments are the module, the folders that whoever started it imports from (joined as PATH is), and its own.
"""

import os
import runpy
import sys

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # threads take room that is not given

if __name__ == "__main__":
    module, folders, *arguments = sys.argv[1:]
    sys.path, sys.argv = folders.split(os.pathsep), [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
