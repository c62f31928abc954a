"""`python -m portal.jobs.bounded SECONDS MEGABYTES MODULE ARGUMENT…`: limits set first, then the module is run."""

import resource
import runpy
import sys

# The largest file it may write.
FILE_BYTES = 512 * 1024 * 1024


def main() -> None:
    """Limits hold for this process and all that it starts; macOS knows none of address space."""
    seconds, megabytes, module = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024,) * 2)
    sys.argv = sys.argv[3:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
