"""The people of an evening, each with a browser page: the judge, the director, the hall before the wall.

Responsible for: what they do and see, in sentences. They know the pages' test ids and nothing else of the program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

SOON_MS = 15_000


@dataclass
class Judge:
    """A judge before the tablet page of their seat."""

    page: Page

    def sees(self, test_id: str) -> Locator:
        return self.page.get_by_test_id(test_id)

    def is_shown(self, name: str) -> None:
        """Waits until the tablet names this entry, without anybody touching it."""
        expect(self.sees("entry-name")).to_have_text(name, timeout=SOON_MS)

    def marks(self, **marks: str) -> None:
        """Types each mark on the in-page pad, as it is written: "7,5" or "8"."""
        for criterion, mark in marks.items():
            self.sees(f"mark-{criterion}").click()
            for sign in mark:
                self.sees("pad-comma" if sign in ",." else f"pad-{sign}").click()
            self.sees("pad-ok").click()
            expect(self.sees(f"mark-{criterion}")).to_have_text(mark)

    def hands_in(self) -> None:
        """Presses "Nộp phiếu" and confirms."""
        self.sees("submit").click()
        self.sees("confirm-submit").click()

    def state_is(self, state: str) -> None:
        """draft, waiting, saved, refused, late or open."""
        expect(self.sees("sheet-state")).to_have_attribute("data-state", state, timeout=SOON_MS)

    def line_is(self, state: str) -> None:
        """Whether the tablet says it is online or offline."""
        expect(self.sees("connection")).to_have_attribute("data-state", state, timeout=SOON_MS)

    def judges(self, name: str, **marks: str) -> None:
        """The whole of it: waits for the entry, marks, hands in, waits for the tick."""
        self.is_shown(name)
        self.marks(**marks)
        self.hands_in()
        self.state_is("saved")


@dataclass
class Wall:
    """The screen in the hall."""

    page: Page

    def shows(self, scene: str) -> None:
        expect(self.page.locator(f'[data-testid="scene"][data-scene="{scene}"]')).to_be_visible(timeout=SOON_MS)

    def names(self, entry: str) -> None:
        expect(self.page.get_by_test_id("entry-name")).to_have_text(entry, timeout=SOON_MS)

    def counts_sheets(self, words: str) -> None:
        expect(self.page.get_by_test_id("handed-in")).to_contain_text(words, timeout=SOON_MS)

    def row(self, entry: str) -> Locator:
        return self.page.get_by_test_id(f"board-row-{entry}")

    def places(self, entry: str, place: str, total: str) -> None:
        """The board shows this entry at this place with this total."""
        expect(self.row(entry).get_by_test_id("board-place")).to_have_text(place, timeout=SOON_MS)
        expect(self.row(entry).get_by_test_id("board-total")).to_have_text(total, timeout=SOON_MS)


@dataclass
class Desk:
    """Somebody at the desk."""

    page: Page

    def sees(self, test_id: str, **data: str) -> Locator:
        attributes = "".join(f'[data-{name}="{value}"]' for name, value in data.items())
        return self.page.locator(f'[data-testid="{test_id}"]{attributes}')

    def does(self, kind: str, reason: str = "", **target: str) -> None:
        """Does an act of the desk: opens what asks first, gives a reason where one is wanted, waits for the answer."""
        before = self.page.get_by_test_id("toast").all_inner_texts()
        button = self.sees(f"act-{kind}", **target).first
        asking = self.sees(f"ask-{kind}", **target).first
        expect(button.or_(asking).first).to_be_attached(timeout=SOON_MS)
        for closed in self.page.locator("details:not([open])").filter(has=button).all():
            closed.locator("> summary").click()
        if reason:
            button.locator("xpath=ancestor::form[1]").locator('[name="reason"]').fill(reason)
        button.click()
        expect(self.page.get_by_test_id("toast").last).to_be_visible(timeout=SOON_MS)
        self.page.wait_for_function(
            "before => JSON.stringify([...document.querySelectorAll('[data-testid=toast]')].map(x => x.innerText))"
            " !== JSON.stringify(before)",
            arg=before,
            timeout=SOON_MS,
        )

    def is_told(self, kind: str) -> None:
        """done, refused or later."""
        expect(self.page.get_by_test_id("toast").last).to_have_attribute("data-kind", kind, timeout=SOON_MS)

    def judge_is(self, judge: str, state: str) -> None:
        expect(self.sees(f"judge-tile-{judge}")).to_have_attribute("data-state", re.compile(state), timeout=SOON_MS)

    def performance_is(self, round_id: str, entry: str, status: str) -> None:
        expect(self.sees(f"performance-{round_id}-{entry}")).to_have_attribute("data-status", status, timeout=SOON_MS)
