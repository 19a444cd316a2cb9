"""Whoever starts a server says whether the way of threading matters to the test (CONTRIBUTING.md, `make threading`)."""

from tests.architecture.sources import ROOT

# Why a module that starts a server does not run again with real threads.
ONCE = {
    "tests/accounts/test_links.py": "what the command line says",
    "tests/demo/test_play.py": "the players are clients",
    "tests/faults/test_server_clock.py": "the clock is read by the program, not by its threads",
    "tests/faults/test_server_hub.py": "there is no hub",
    "tests/faults/test_server_kill.py": "tests/faults/test_store_kill.py kills the store under real threads",
    "tests/faults/test_server_secrecy.py": "what is told is made by the topics",
    "tests/faults/test_server_slow_screens.py": "the fan-out",
    "tests/live/test_floods.py": "real threads are taken from whoever holds them",
    "tests/live/test_green_server.py": "the listener",
    "tests/safety/test_doctor.py": "another process is looked at",
    "tests/safety/test_restore.py": "the store is put back without a server",
    "tests/safety/test_safety_server.py": "backups run in a native thread either way",
}
JOURNEYS_AGAIN = {"tests/journeys/test_setup.py"}
STARTS = ("running_server(", ": Server")


def _modules() -> dict[str, str]:
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if "architecture" not in path.parts
    }


def test_a_module_that_starts_a_server_runs_in_both_modes_or_says_why_not() -> None:
    starting = {
        name: text
        for name, text in _modules().items()
        if any(word in text for word in STARTS) and not name.startswith("tests/journeys/")
    }
    unsaid = [name for name, text in starting.items() if "mark.both_modes" not in text and name not in ONCE]

    assert len(starting) > 10
    assert unsaid == [], "mark it `pytestmark = pytest.mark.both_modes`, or say in ONCE why not"
    assert [name for name in ONCE if name not in starting] == []


def test_one_journey_runs_in_both_modes() -> None:
    again = {
        name for name, text in _modules().items() if name.startswith("tests/journeys/") and "mark.both_modes" in text
    }

    assert again == JOURNEYS_AGAIN
