"""Pages per second on the 91 real pages, one process, beside trafilatura; and peak memory.

python tests/benchmarks/extraction_speed.py            # both in turns, five rounds, CPU time
python tests/benchmarks/extraction_speed.py --memory   # peak memory over 10,000 pages
"""

import argparse
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "evaluation"))
from extraction import pages, pressmark

ROUNDS = 5
MANY = 10_000


def rate(extract: Callable[[bytes], object], sample: list[bytes]) -> float:
    started = process_time()
    for html in sample:
        extract(html)
    return len(sample) / (process_time() - started)


def race(sample: list[bytes]) -> None:
    """Takes turns, so that a busy machine slows both alike, and compares each one's best round."""
    rivals: dict[str, Callable[[bytes], object]] = {"pressmark": pressmark}
    try:
        import trafilatura

        rivals["trafilatura"] = trafilatura.extract
    except ImportError:
        print("trafilatura is not installed: pip install '.[bench]'")
    rates = dict.fromkeys(rivals, 0.0)
    for _ in range(ROUNDS):
        for name, extract in rivals.items():
            rates[name] = max(rates[name], rate(extract, sample))
    for name, best in rates.items():
        print(f"{name:12} {best:7.1f} pages/s")
    if len(rates) > 1:
        print(f"ratio        {rates['pressmark'] / rates['trafilatura']:7.2f}")


def remember(sample: list[bytes]) -> None:
    for done in range(MANY):
        pressmark(sample[done % len(sample)])
        if done + 1 in (len(sample), MANY // 10, MANY // 2, MANY):
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{done + 1:6} pages  peak {peak:6.1f} MB")


def main() -> None:
    options = argparse.ArgumentParser(description="Measure the speed and memory of extraction.")
    options.add_argument("--memory", action="store_true", help="peak memory over 10,000 pages")
    sample = [page.html for page in pages()]
    if options.parse_args().memory:
        remember(sample)
    else:
        race(sample)


if __name__ == "__main__":
    main()
