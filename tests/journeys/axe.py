"""axe-core in a page of the journeys: what a screen reader, a keyboard or weak eyes would stumble over.

Responsible for: running the checker and telling its serious findings in a line each. Must not know: any page.
"""

from __future__ import annotations

from functools import cache

from playwright.sync_api import Page

from tests.serving import ROOT

SERIOUS = ("serious", "critical")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "async (rules) => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations"


@cache
def _script() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def findings(page: Page) -> list[str]:
    """The serious findings of a page as it stands, each with its rule and the first element it is about."""
    page.evaluate(_script())  # the page's own policy lets no other script in, and that is right
    found = page.evaluate(RUN, RULES)
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} – {(node.get('failureSummary') or '')[:240]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"][:2]
    ]
