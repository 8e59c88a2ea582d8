# The package concurrent: concurrent.futures is its one module.
