"""Works out expect.jsonl from the inputs with scipy and statsmodels, by docs/decisions/drivers.md alone.

Correlations are scipy.stats.spearmanr's, regressions statsmodels' Logit, q values scipy.stats.false_discovery_control's.
"""
import json
import math
import pathlib
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from scipy import stats
from statsmodels.discrete.discrete_model import Logit

HERE = pathlib.Path(__file__).parent
Z = stats.norm.ppf(0.975)
STRATA = ["plan", "country", "region", "industry", "acquisition_channel"]


def read(name):
    return [json.loads(line) for line in (HERE / f"gold.{name}.jsonl").read_text().splitlines()]


def day(row, column):
    return date.fromisoformat(row[column]) if row.get(column) else None


def drivers(first, last):
    """Values of each driver by customer, in a window."""
    values = {name: {} for name in ["nps", "csat", "ces", "first_reply", "resolution", "reopens", "contacts", "sla_breaches"]}

    def add(driver, row, value):
        if row.get("customer_id"):
            values[driver].setdefault(row["customer_id"], []).append(value)

    def inside(at):
        return at is not None and first <= at <= last

    for row in read("fct_survey_response"):
        if inside(day(row, "response_date")):
            add(row["metric"], row, row["score_normalized"])
    for row in read("fct_ticket"):
        if inside(day(row, "first_reply_date")):
            add("first_reply", row, row["first_reply_minutes"])
        solved = inside(day(row, "first_resolved_date"))
        if solved:
            add("resolution", row, row["first_resolution_minutes"])
        reopened = row.get("first_reopened_at")
        reopened = reopened and datetime.fromisoformat(reopened.replace("Z", "+00:00")).astimezone(ZoneInfo("Europe/Berlin")).date()
        if row.get("reopens") is not None and (solved or inside(reopened)):
            add("reopens", row, int(inside(reopened)))
        if inside(day(row, "created_date")) and row["opened_by"] != "agent":
            # NaN: nobody tells who opened it
            add("contacts", row, 1 if row["opened_by"] else math.nan)
    for row in read("fct_ticket_sla"):
        if inside(day(row, "outcome_date")):
            add("sla_breaches", row, int(row["status"] == "breached"))
    means = {name: {c: round(np.mean(v), 9) for c, v in values[name].items()} for name in ["nps", "csat", "ces"]}
    waits = {name: {c: math.log(1 + np.mean(v)) for c, v in values[name].items()} for name in ["first_reply", "resolution"]}
    sums = {name: {c: float(sum(v)) for c, v in values[name].items()} for name in ["reopens", "contacts", "sla_breaches"]}
    return means | waits | sums


def members(last, decided):
    """Customers with MRR at the end of the window: what they did, and who they were."""
    subscriptions = {}
    for row in read("fct_subscription"):
        subscriptions.setdefault(row["customer_id"], []).append(row)
    attributes = {row["customer_id"]: row for row in read("dim_customer")}

    def runs(row, at):
        return day(row, "start_date") <= at and (day(row, "end_date") is None or day(row, "end_date") > at)

    found = {}
    for customer, rows in subscriptions.items():
        running = [row for row in rows if runs(row, last)]
        if running:
            orders = {row["purchase_date"] for row in read("fct_purchase_part") if row["customer_id"] == customer and day(row, "purchase_date") <= last}
            tenure = (last - min(day(row, "start_date") for row in rows)).days
            who = {column: attributes[customer].get(column) or "unknown" for column in STRATA[1:]}
            who["plan"] = max(running, key=lambda row: row["mrr"])["subscription_plan"]
            found[customer] = (not any(runs(row, decided) for row in rows), math.log(1 + tenure), math.log(1 + len(orders)), who)
    return found


def few(y):
    return min(sum(y), len(y) - sum(y)) < 10


def correlation(x, y, controls, who):
    if len(x) < 30 or few(y) or len(set(x)) == 1:
        return None
    r, p = stats.spearmanr(x, y)
    return np.arctanh(r), math.sqrt((1 + r * r / 2) / (len(x) - 3)), p


def odds(x, y, controls, who):
    if len(x) < 30 or few(y) or len(set(x)) == 1:
        return None
    plans = [w["plan"] for w in who]
    kept = [p for p in sorted(set(plans)) if not few([o for o, q in zip(y, plans) if q == p])]
    commonest = max(kept, key=plans.count, default="")
    rest = [o for o, q in zip(y, plans) if q not in kept]
    plans = [p if p in kept else commonest if few(rest) else "" for p in plans]
    columns = [*controls, *([float(p == q) for p in plans] for q in sorted(set(plans)) if q != commonest), x]
    columns = [np.array(c) for c in columns if np.std(c) > 0]
    if min(sum(y), len(y) - sum(y)) < 5 * len(columns):
        return None
    design = np.column_stack([np.ones(len(x))] + [(c - c.mean()) / c.std(ddof=1) for c in columns])
    fit = Logit(np.array(y, dtype=float), design).fit(method="newton", tol=1e-14, maxiter=200, disp=0)
    return fit.params[-1], fit.bse[-1], 2 * stats.norm.sf(abs(fit.params[-1] / fit.bse[-1]))


def side(value, error):
    return 1 if value - Z * error > 0 else -1 if value + Z * error < 0 else 0


def is_reversed(statistic, total, x, y, controls, who):
    told = False
    for column in STRATA:
        estimates, customers = [], 0
        for stratum in {w[column] for w in who}:
            at = [i for i, w in enumerate(who) if w[column] == stratum]
            one = statistic([x[i] for i in at], [y[i] for i in at], [[c[i] for i in at] for c in controls], [who[i] for i in at])
            if one:
                estimates.append(one)
                customers += len(at)
        if len(estimates) > 1 and 2 * customers >= len(x):
            told = True
            weights = [1 / e[1] ** 2 for e in estimates]
            mean = sum(w * e[0] for w, e in zip(weights, estimates)) / sum(weights)
            if side(mean, sum(weights) ** -0.5) * side(*total[:2]) < 0:
                return True
    return False if told else None


rows = []
decided = date(2026, 3, 31)
for window, days in [("28d", 28), ("90d", 90)]:
    last = decided - timedelta(days)
    first = last - timedelta(days - 1)
    population = members(last, decided)
    for driver, values in drivers(first, last).items():
        if driver == "contacts":
            values = {customer: values.get(customer, 0.0) for customer in population}
            values = {customer: value for customer, value in values.items() if not math.isnan(value)}
        known = sorted(customer for customer in values if customer in population)
        if not known:
            continue
        x = [values[c] for c in known]
        y = [population[c][0] for c in known]
        controls = [[population[c][1] for c in known], [population[c][2] for c in known]]
        who = [population[c][3] for c in known]
        for name, statistic, scale in [("spearman", correlation, math.tanh), ("odds_ratio", odds, math.exp)]:
            one = statistic(x, y, controls, who)
            row = {
                "as_of_date": str(decided), "driver": driver, "outcome": "subscription_churn", "window_name": window, "statistic": name,
                "n": len(x), "n_outcome": sum(y), "fit_status": "ok" if one else "too_few",
                "sample_share": 1.0, "window_start": str(first), "window_end": str(last)}
            if one:
                row |= {
                    "estimate": scale(one[0]), "ci_low": scale(one[0] - Z * one[1]), "ci_high": scale(one[0] + Z * one[1]),
                    "p_value": one[2], "sampling_error": 0.0}
                reversed_ = is_reversed(statistic, one, x, y, controls, who)
                if reversed_ is not None:
                    row["is_sign_reversed"] = reversed_
            rows.append(row)
for name in ["spearman", "odds_ratio"]:
    tested = [row for row in rows if row["statistic"] == name and "p_value" in row]
    for row, q in zip(tested, stats.false_discovery_control([row["p_value"] for row in tested])):
        row["q_value"] = q
(HERE / "expect.jsonl").write_text("".join(json.dumps(row, default=float) + "\n" for row in rows))
