"""Where the project lies. Imports nothing of it: programs that tests start read it before Django is set up."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
