"""Speed, memory and growth; ``python -m benchmarks --help``. Quality is measured by ``kg evaluate``."""
