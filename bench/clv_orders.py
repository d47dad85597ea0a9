"""clv_orders.py LANDING CUSTOMERS: one delivery of a billing system's orders, for timing lifetime value from orders on.

Customers of one to two years buy and stop as BG/NBD says (r 0.8, alpha 6 weeks, a 1.2, b 3); what they spend is
Gamma-Gamma (p 6, q 4, v 15).
"""

from __future__ import annotations

import datetime
import random
import sys
from pathlib import Path

AS_OF = datetime.date(2026, 3, 31)
FILES = 8
YEAR = 364


def purchase_days(draw: random.Random, age: int):
    """Days since the first purchase, which is the first of them."""
    per_day = draw.gammavariate(0.8, 1 / 6) / 7
    stopping = draw.betavariate(1.2, 3)
    day = 0.0
    while day <= age:
        yield int(day)
        if day > 0 and draw.random() < stopping:
            return
        day += draw.expovariate(per_day) if per_day > 0 else age + 1


def main(landing: Path, customers: int) -> None:
    folder = landing / "billing" / "orders" / AS_OF.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    days = [(AS_OF - datetime.timedelta(days=n)).isoformat() for n in range(2 * YEAR + 1)]
    for number in range(FILES):
        draw = random.Random(number)
        with (folder / f"orders-{number}.csv").open("w", encoding="utf-8", newline="\n") as out:
            print("order_id,customer_id,ordered_at,quantity,amount,currency,type", file=out)
            for customer in range(number, customers, FILES):
                age = YEAR + draw.randrange(YEAR)
                rate = draw.gammavariate(4, 1 / 15)
                for n, day in enumerate(purchase_days(draw, age)):
                    amount = draw.gammavariate(6, 1) / rate
                    print(f"{customer}-{n},C{customer},{days[age - day]},1,{amount:.2f},,sale", file=out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
