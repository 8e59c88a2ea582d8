# Where CPython keeps the pool of threads.
from concurrent.futures import ThreadPoolExecutor, BrokenThreadPool
