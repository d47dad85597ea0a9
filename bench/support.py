"""support.py LANDING TICKETS CHANGED [CUSTOMERS]: a help desk of TICKETS tickets, and a night on which CHANGED of them change.

Zendesk deliveries: tickets and audits that become about eight events a ticket, end users, agents, three schedules' worth of
promises. Every history has the same tickets a day, so that a longer one is older and not denser. Of the tickets that
change a third is new; of the others 95 % are younger than 30 days, the rest older by an exponential tail of 60 days.
CUSTOMERS of a billing system come as well, the ticket's requesters first, with 38 values of five segments, and a subscription each.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

FIRST, SECOND = "2026-03-30", "2026-03-31"
END = datetime(2026, 3, 30, 21)
PER_DAY, PER_FILE = 685, 50_000
AGENTS, USERS_FROM = 40, 360_000_000_000
COUNTRIES = ("AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "IE", "IT", "NL", "NO", "PL", "SE")
CHANNELS = ("organic_search", "paid_search", "referral", "partner", "event", "email")
PRICES = {"basic": 10, "pro": 30, "team": 80, "enterprise": 400}
REGIONS = ("north", "east", "south", "west")
PRIORITIES = ("low", "normal", "high", "urgent")
TARGETS = {
    "first_reply_time": 60, "next_reply_time": 120, "periodic_update_time": 720, "pausable_update_time": 720,
    "requester_wait_time": 1200, "agent_work_time": 600, "total_resolution_time": 2880,
}  # fmt: skip


class Tickets:
    """Writes tickets and their audits, each with the next id."""

    def __init__(self, landing: Path, draw: random.Random, users: int) -> None:
        self.landing, self.draw, self.users, self.audits = landing, draw, users, 0

    def open(self, entity: str, day: str, name: str) -> TextIO:
        folder = self.landing / "zendesk" / entity / day
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / name).open("w", encoding="utf-8", newline="\n")

    def lists(self) -> None:
        """What is delivered whole: staff and customers, schedules, policies of all seven metrics."""
        with self.open("users", FIRST, "users.jsonl") as out:
            for i in range(self.users):
                print(f'{{"id":{USERS_FROM + i},"email":"u{i}@example.com","role":"end-user","created_at":"2020-01-01T00:00:00Z","updated_at":"2020-01-01T00:00:00Z"}}', file=out)
            for i in range(1, AGENTS + 1):
                print(f'{{"id":{i},"email":"a{i}@help.example","role":"agent","created_at":"2020-01-01T00:00:00Z","updated_at":"2020-01-01T00:00:00Z"}}', file=out)
        holidays = [{"start_date": f"{year}-{day}", "end_date": f"{year}-{day}"} for year in range(2020, 2028) for day in ("01-01", "05-01", "12-25")]
        week = [{"start_time": day * 1440 + 540, "end_time": day * 1440 + 1020} for day in range(1, 6)]
        with self.open("schedules", FIRST, "schedules.json") as out:
            schedules = [
                {"id": 501, "time_zone": "Europe/Berlin", "intervals": week, "holidays": holidays},
                {"id": 502, "time_zone": "UTC", "intervals": [{"start_time": 0, "end_time": 10080}], "holidays": []},
            ]
            json.dump({"schedules": schedules}, out)
        with self.open("sla_policies", FIRST, "sla_policies.json") as out:
            policies = []
            for i, business in enumerate((True, False)):
                wanted = [] if i else [{"field": "type", "operator": "is", "value": "problem"}]
                metrics = [
                    {"metric": metric, "priority": priority, "target": minutes * (i + 1), "business_hours": business}
                    for metric, minutes in TARGETS.items()
                    for priority in PRIORITIES
                ]
                policies.append({"id": 701 + i, "position": i + 1, "filter": {"all": wanted, "any": []}, "policy_metrics": metrics})
            json.dump({"sla_policies": policies}, out)

    def customers(self, count: int) -> None:
        """Customers, and their subscriptions of up to two years, of which the cheapest plan and the askers end sooner."""
        with self.billing("customers") as out, self.billing("subscriptions") as sold:
            print("customer_id,email,created_at,country,region,industry,plan,acquisition_channel", file=out)
            print("subscription_id,customer_id,start_date,end_date,amount,interval,plan", file=sold)
            for i in range(count):
                draw = random.Random(i)
                country, plan = draw.choice(COUNTRIES), draw.choice(tuple(PRICES))
                industry, channel = f"industry {draw.randrange(8)}", draw.choice(CHANNELS)
                print(f"C{i},u{i}@example.com,2020-01-01,{country},{REGIONS[COUNTRIES.index(country) % 4]},{industry},{plan},{channel}", file=out)
                start = END - timedelta(days=draw.randrange(730))
                stay = draw.expovariate((2 if plan == "basic" else 1) * (2 if i < self.users else 1) / 900)
                end = start + timedelta(days=stay)
                print(f"S{i},C{i},{start:%Y-%m-%d},{f'{end:%Y-%m-%d}' if end < END else ''},{PRICES[plan]},month,{plan}", file=sold)

    def billing(self, entity: str) -> TextIO:
        folder = self.landing / "billing" / entity / FIRST
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / f"{entity}.csv").open("w", encoding="utf-8", newline="\n")

    def audit(self, out: TextIO, ticket: int, at: datetime, author: int, via: str, *events: str) -> None:
        self.audits += 1
        print(f'{{"id":{self.audits},"ticket_id":{ticket},"created_at":"{at:%Y-%m-%dT%H:%M:%SZ}","author_id":{author},"via":{{"channel":"{via}"}},"events":[{",".join(events)}]}}', file=out)

    def ticket(self, out: TextIO, ticket: int, created: datetime, at: datetime, status: str) -> None:
        numbers = random.Random(ticket)
        kind, priority = numbers.choice(("question", "problem", "incident")), numbers.choice(PRIORITIES)
        user, agent = USERS_FROM + numbers.randrange(self.users), 1 + numbers.randrange(AGENTS)
        print(
            f'{{"id":{ticket},"via":{{"channel":"email"}},"type":"{kind}","subject":"A question","priority":"{priority}","status":"{status}",'
            f'"requester_id":{user},"submitter_id":{user},"assignee_id":{agent},"group_id":{20000 + agent % 5},"brand_id":30001,'
            f'"tags":["invoice"],"custom_fields":[{{"id":50001,"value":"invoice"}}],"created_at":"{created:%Y-%m-%dT%H:%M:%SZ}","updated_at":"{at:%Y-%m-%dT%H:%M:%SZ}"}}',
            file=out,
        )

    def life(self, out: TextIO, audits: TextIO, ticket: int, created: datetime, until: datetime) -> None:
        """Opened, answered, every third time asked again, solved and closed: as far as it came by then."""
        numbers = random.Random(ticket)
        _, _, user, agent = numbers.random(), numbers.random(), USERS_FROM + numbers.randrange(self.users), 1 + numbers.randrange(AGENTS)
        draw = self.draw
        opening = [comment(user), change("status", "", "new", "Create")]
        if draw.random() < 0.1:
            opening.append('{"type":"ScheduleAssignment","previous_schedule_id":null,"new_schedule_id":"502"}')
        if draw.random() < 0.1:
            opening.append(change("priority", "", "low", "Create"))
        at = created
        self.audit(audits, ticket, at, user, "email", *opening)
        steps = [(agent, "web", 5, [comment(agent), change("assignee_id", "", str(agent))], "pending")]
        if draw.random() < 0.33:
            steps += [(user, "email", 10, [comment(user)], "open"), (agent, "web", 10, [comment(agent)], "solved")]
        else:
            steps += [(agent, "web", 20, [comment(agent)], "solved")]
        steps += [(-1, "rule", 96, [], "closed")]
        status = "new"
        for author, via, hours, events, into in steps:
            then = at + timedelta(seconds=int(draw.expovariate(1 / (hours * 3600))) + 60)
            if then >= until:
                break
            at = then
            self.audit(audits, ticket, at, author, via, *events, change("status", status, into))
            status = into
        self.ticket(out, ticket, created, at, status)

    def history(self, tickets: int) -> None:
        for first in range(0, tickets, PER_FILE):
            with self.open("tickets", FIRST, f"t{first:07d}.jsonl") as out, self.open("ticket_audits", FIRST, f"a{first:07d}.jsonl") as audits:
                for ticket in range(first, min(tickets, first + PER_FILE)):
                    self.life(out, audits, ticket, created(ticket, tickets), END)

    def night(self, tickets: int, changed: int) -> None:
        """The same tickets are drawn, counted from the last one back, whatever the history."""
        draw, fresh = random.Random(2), changed // 3
        others: set[int] = set()
        while len(others) < changed - fresh:
            days = draw.random() ** 2 * 30 if draw.random() < 0.95 else 30 + draw.expovariate(1 / 60)
            back = int(days * PER_DAY)
            if back < tickets:
                others.add(tickets - 1 - back)
        start = END + timedelta(hours=6)
        with self.open("tickets", SECOND, "night.jsonl") as out, self.open("ticket_audits", SECOND, "night.jsonl") as audits:
            for ticket in sorted(others):
                at = start + timedelta(seconds=draw.randrange(8 * 3600))
                into = draw.choice(("open", "pending", "solved"))
                self.audit(audits, ticket, at, 1, "web", comment(1), change("status", "open", into))
                self.ticket(out, ticket, created(ticket, tickets), at, into)
            for i in range(fresh):
                self.life(out, audits, tickets + i, start + timedelta(seconds=i * 20), END + timedelta(hours=24))


def created(ticket: int, tickets: int) -> datetime:
    return END - timedelta(seconds=(tickets - ticket) * 86400 / PER_DAY)


def comment(author: int) -> str:
    return f'{{"type":"Comment","author_id":{author},"body":"Thank you for asking, here is what we know of it.","public":true}}'


def change(field: str, old: str, new: str, kind: str = "Change") -> str:
    return f'{{"type":"{kind}","field_name":"{field}","previous_value":"{old}","value":"{new}"}}'


def main(landing: Path, tickets: int, changed: int, customers: int = 0) -> None:
    desk = Tickets(landing, random.Random(1), max(1000, tickets // 4))
    desk.lists()
    if customers:
        desk.customers(customers)
    desk.history(tickets)
    desk.night(tickets, changed)
    print(f"{tickets} tickets, {desk.audits} audits")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:]))
