"""`python -m refrain_text ARGUMENTS` runs the program `refrain`."""

import subprocess
import sys

from ._binary import find_binary


def main() -> int:
    """Run refrain with the arguments of this process and return its exit status."""
    return subprocess.run([str(find_binary()), *sys.argv[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
