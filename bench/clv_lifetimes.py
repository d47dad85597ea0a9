"""The Python package lifetimes on the customers of ClvBench: grouping, fits and scores, timed."""
import sys
import time

import pandas as pd
from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter, ParetoNBDFitter

WEEKS = 12 * 4.345


def timed(what, work):
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    print(
        f"{time.perf_counter() - wall:6.2f} s wall, {time.process_time() - cpu:6.2f} s CPU: lifetimes {what(result)}",
        flush=True,
    )
    return result


customers = pd.read_csv(sys.argv[1], names=["frequency", "recency", "T"])
customers[["recency", "T"]] /= 7.0
grouped = timed(
    lambda g: f"grouped into {len(g):,} histories",
    lambda: customers.groupby(["frequency", "recency", "T"]).size().reset_index(name="n"),
)
for name, fitter in (
    ("bgnbd", BetaGeoFitter()),
    ("mbgnbd", ModifiedBetaGeoFitter()),
    ("pareto_nbd", ParetoNBDFitter()),
):
    timed(
        lambda f: f"{name}: fit {dict(f.params_)}",
        lambda: fitter.fit(grouped.frequency, grouped.recency, grouped["T"], weights=grouped.n),
    )
    timed(
        lambda sums: f"{name}: P(alive) and orders of 12 months, scored: {sums}",
        lambda: (
            float(fitter.conditional_probability_alive(customers.frequency, customers.recency, customers["T"]).sum()),
            float(
                fitter.conditional_expected_number_of_purchases_up_to_time(
                    WEEKS, customers.frequency, customers.recency, customers["T"]
                ).sum()
            ),
        ),
    )
