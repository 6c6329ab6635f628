import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # `pytest` alone, unlike `python -m pytest`, leaves the root out
