"""One reader a format: bytes → Document."""

import os

# Threads of numpy's linear algebra spin for 30 ms of CPU after the import, and nothing here needs
# them. It has to be said before numpy is first imported, which only the readers do.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
