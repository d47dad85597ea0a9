"""The Python package lifetimes on the customers of ClvBench: grouping, fits and scores, timed.

Scores are what ClvBench computes, in one call for each of the twelve months: half of the calls that the package's own
customer_lifetime_value makes, which asks for both ends of every month.
"""
import sys
import time

import pandas as pd
from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter, ParetoNBDFitter

WEEKS_PER_MONTH = 4.345
MONTHS = 12
ANNUAL_DISCOUNT = 0.1


def timed(what, work):
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    print(
        f"{time.perf_counter() - wall:6.2f} s wall, {time.process_time() - cpu:6.2f} s CPU: lifetimes {what(result)}",
        flush=True,
    )
    return result


def scores(fitter, customers):
    history = (customers.frequency, customers.recency, customers["T"])
    alive = fitter.conditional_probability_alive(*history)
    discounted = before = 0.0
    for month in range(1, MONTHS + 1):
        orders = fitter.conditional_expected_number_of_purchases_up_to_time(month * WEEKS_PER_MONTH, *history)
        discounted = discounted + (orders - before) / (1 + ANNUAL_DISCOUNT) ** (month / 12)
        before = orders
    return float(alive.sum()), float(orders.sum()), float(discounted.sum())


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
        lambda sums: f"{name}: P(alive), orders and discounted orders of 12 months, scored: {sums}",
        lambda: scores(fitter, customers),
    )
