"""A contest's file into a store: under its own id with its own journal, or as a copy under another id.

Responsible for: what is kept and what is new. Must not know: the form of the file.
Under its own id the chain stays as it is, byte for byte, and papers go on agreeing with it; screens that knew its later
events are told another journal (docs/decisions/0008). A copy is another contest: the id is in its events and its
hashes, so that it gets a journal id and a chain of its own, and no paper of the first one agrees with it.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace

from contest_app.contest.words import Words
from contest_app.journal.chain import canonical_json, first_hash, sealed
from contest_app.journal.journal import Batch, ContestRow, Journal
from contest_app.safety.parcel import Parcel
from contest_app.safety.problems import SafetyProblem
from contest_app.safety.restoring import fresh_epoch

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def take_in(journal: Journal, parcel: Parcel, new_id: str = "") -> ContestRow:
    """Stores a contest that was read; SafetyProblem where its id is taken or cannot be one."""
    if new_id and not _ID.fullmatch(new_id):
        raise _no_id(new_id)
    parcel = _copied(parcel, new_id) if new_id and new_id != parcel.row.contest else parcel
    if journal.contest(parcel.row.contest) is not None:
        raise _taken(parcel.row.contest)
    row = replace(parcel.row, epoch=fresh_epoch())
    journal.append(Batch(created=[row], events=parcel.events, receipts=parcel.receipts))
    return row


def _copied(parcel: Parcel, contest: str) -> Parcel:
    journal = os.urandom(8).hex()
    row = replace(parcel.row, contest=contest, journal=journal)
    last_hash, events = first_hash(journal), []
    for event in parcel.events:
        data = _renamed(event.data, contest) if event.kind == "ContestCreated" else event.data
        copy = sealed(replace(event, contest=contest, data=data), journal, last_hash)
        events.append(copy)
        last_hash = copy.hash
    return Parcel(row, events, [replace(receipt, contest=contest) for receipt in parcel.receipts])


def _renamed(data: str, contest: str) -> str:
    return canonical_json({**json.loads(data), "contest": contest})


def _taken(contest: str) -> SafetyProblem:
    return SafetyProblem(
        "contest_exists",
        Words(
            vi=f"Trong kho này đã có hội thi “{contest}”. Nhập thành bản sao với mã khác: --as {contest}-2",
            en=f"There is a contest “{contest}” in this store. Import a copy under another id: --as {contest}-2",
        ),
    )


def _no_id(contest: str) -> SafetyProblem:
    return SafetyProblem(
        "not_an_id",
        Words(
            vi=f"“{contest}” không làm mã hội thi được: chỉ dùng chữ thường không dấu, số, dấu gạch. Ví dụ: phu-binh-2",
            en=f"“{contest}” cannot be a contest's id: small letters, digits and dashes only. For example: phu-binh-2",
        ),
    )
