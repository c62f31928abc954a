"""What the tests run apart: a program that does as it is told."""

import os
import sys
import time

if __name__ == "__main__":
    what = sys.argv[1]
    if what == "echo":
        sys.stdout.buffer.write(sys.stdin.buffer.read().upper())
    if what == "environment":
        sys.stdout.write(" ".join(sorted(os.environ)))
    if what == "sleep":
        time.sleep(60)
    if what == "swallow":
        hoard = [bytearray(10_000_000) for _ in range(1000)]
    if what == "crash":
        os.abort()
    if what == "refuse":
        sys.stderr.write("这个文件打不开")
        sys.exit(3)
