"""What the state remembers of how it came about: who touched what last, and the desk's last acts.

Responsible for: that memory, which every fold ends with. Must not know: what either is used for.
"""

from __future__ import annotations

from dataclasses import replace

from contest_app.contest.aspects import touched_by
from contest_app.contest.state import State, Told

ACTS_KEPT = 12


def remembered(state: State, told: Told) -> State:
    """The state that knows of an event, for whoever acts from an older page and for whoever takes it back.

    A judge's sheets are no acts of the desk: nobody takes them back.
    """
    touched = state.touched.update(dict.fromkeys(touched_by(told.event), told))
    if told.stamp.actor.startswith("judge:"):
        return replace(state, touched=touched)
    acts = state.acts
    if acts and told.stamp.command and acts[-1][0].stamp.command == told.stamp.command:
        acts = (*acts[:-1], (*acts[-1], told))
    else:
        acts = (*acts[1 - ACTS_KEPT :], (told,))
    return replace(state, touched=touched, acts=acts)
