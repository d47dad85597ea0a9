"""identity.py LANDING RECORDS CHANGED: two deliveries of made-up customer records, for timing customer identity.

The first holds RECORDS records of three sources, of which about half belong to a customer with another record: by an
address, a phone number or an external id. The second, a day later, holds CHANGED new ones of the same kind.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

FIRST, SECOND = "2026-03-01", "2026-03-02"


def file(landing: Path, entity: str, day: str, name: str):
    folder = landing / entity / day
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / name).open("w", encoding="utf-8", newline="\n")


def write(landing: Path, day: str, first: int, count: int, people: int, draw: random.Random) -> None:
    """A record tells the address of its person most of the time, and the phone number or billing's id now and then."""
    with (
        file(landing, "billing/customers", day, "customers.csv") as billing,
        file(landing, "zendesk/users", day, "users.jsonl") as zendesk,
        file(landing, "salesforce/contact", day, "contact.csv") as salesforce,
    ):
        print("customer_id,email,phone,name,created_at,country,region,industry,plan,acquisition_channel,external_ids", file=billing)
        print("Id,AccountId,Email,Phone,FirstName,LastName,MailingCountry,LeadSource,IsDeleted,CreatedDate,SystemModstamp", file=salesforce)
        for i in range(first, first + count):
            person = draw.randrange(people)
            email = f"p{person}@example.com" if draw.random() < 0.8 else ""
            phone = f"+49301{person:07d}" if draw.random() < 0.3 else ""
            at = f"2025-{1 + i % 12:02d}-{1 + i % 28:02d}T08:00:00Z"
            match i % 5:
                case 0 | 1:
                    other = f"zendesk:{draw.randrange(1, first + count)}" if draw.random() < 0.1 else ""
                    print(f"C{i},{email},{phone},,{at},DE,,Retail,pro,ads,{other}", file=billing)
                case 2 | 3:
                    user = {"id": i, "email": email, "phone": phone, "role": "end-user", "created_at": at, "updated_at": at}
                    print(json.dumps(user), file=zendesk)
                case _:
                    print(f"003{i:015d},,{email},{phone},,,DE,Web,false,{at},{at}", file=salesforce)


def main(landing: Path, records: int, changed: int) -> None:
    draw = random.Random(1)
    write(landing, FIRST, 0, records, records * 7 // 10, draw)
    write(landing, SECOND, records, changed, records * 7 // 10, draw)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
