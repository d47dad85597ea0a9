"""How large the made-up companies are, and which dates are run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SOURCES = "billing,salesforce,surveymonkey,zendesk"
START = date(2026, 1, 1)
# The first delivery brings two months of history, 90 days follow; then the next night, then one with late rows.
HISTORY_DAYS = 60
DAYS = 92
FULL = START + timedelta(days=DAYS - 3)
NIGHT = FULL + timedelta(days=1)
LATE = FULL + timedelta(days=2)
LATE_SHARE = 0.01
TIMEZONE = "Europe/Berlin"


@dataclass(frozen=True)
class Scale:
    name: str
    facts: str
    customers: int
    memory: str


SCALES = {
    scale.name: scale
    for scale in (
        Scale("XS", "5 k", 420, "1200m"),  # to try the bench itself
        Scale("S", "50 k", 4_200, "1200m"),
        Scale("M", "0.5 M", 42_000, "3g"),
        Scale("L", "2 M", 168_000, "4g"),
    )
}
