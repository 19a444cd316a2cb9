"""Two ways to work a page: with a mouse, or with the keyboard alone.

Responsible for: reaching an element, pressing, typing, choosing. The keyboard's way goes by Tab from where the focus
is, as a person's does: what cannot be reached so cannot be worked. Must not know: any page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from playwright.sync_api import FilePayload, Locator, Page, expect

MOST_TABS = 400


class Hands(Protocol):
    """Somebody's way to work pages."""

    page: Page

    def press(self, target: Locator) -> None: ...
    def write(self, field: Locator, text: str) -> None: ...
    def choose(self, field: Locator, value: str) -> None: ...
    def pick(self, radio: Locator) -> None: ...
    def hand_over(self, field: Locator, file: FilePayload) -> None: ...


@dataclass
class Mouse:
    """Clicks."""

    page: Page

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def choose(self, field: Locator, value: str) -> None:
        field.select_option(value)

    def pick(self, radio: Locator) -> None:
        radio.check()

    def hand_over(self, field: Locator, file: FilePayload) -> None:
        field.set_input_files([file])


@dataclass
class Keyboard:
    """Never touches the mouse."""

    page: Page

    def goes_to(self, target: Locator) -> None:
        """Tabs until the focus is there; the page's end leads on to its beginning."""
        expect(target).to_be_visible()
        handle = target.element_handle()
        for _ in range(MOST_TABS):
            if handle.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            if not handle.evaluate("element => element.isConnected"):  # the page was drawn anew meanwhile
                handle = target.element_handle()
        raise AssertionError(f"the keyboard does not reach {target}")

    def press(self, target: Locator) -> None:
        self.goes_to(target)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self.goes_to(field)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def choose(self, field: Locator, value: str) -> None:
        self.goes_to(field)
        self.page.keyboard.press("Home")
        for _ in range(100):
            if field.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {value!r}")

    def pick(self, radio: Locator) -> None:
        """The focus goes to the chosen one of the group, the arrows to the others."""
        name = radio.get_attribute("name")
        self.goes_to(self.page.locator(f'input[type=radio][name="{name}"]:checked'))
        for _ in range(100):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {radio}")

    def hand_over(self, field: Locator, file: FilePayload) -> None:
        # Some listener has to be there for good: the browser is told to ask us only when one is, and takes its time.
        self.page.on("filechooser", lambda chooser: None)
        self.goes_to(field)
        with self.page.expect_file_chooser() as chosen:
            self.page.keyboard.press("Enter")
        chosen.value.set_files([file])
