"""The doctor: what is wrong with a machine is found, in words with a cure, and changes nothing."""

from __future__ import annotations

import http.server
import json
import socket
import threading
from pathlib import Path

import pytest

from contest_app.config import Config
from contest_app.contest.words import Words
from contest_app.safety.doctor import machine, network, store
from contest_app.safety.doctor.findings import Finding, look
from contest_app.safety.doctor.visit import visit
from tests.serving import free_port, run_cli, running_server
from tests.web.hall import Hall


def levels(findings: list[Finding]) -> list[str]:
    return [finding.level for finding in findings]


def test_every_finding_has_words_and_what_is_amiss_a_cure(tmp_path: Path) -> None:
    findings = visit(Config(data=tmp_path / "data", port=free_port()))

    assert len(findings) >= 9
    for finding in findings:
        assert finding.words.vi
        assert finding.words.en
        assert bool(finding.cure.vi) == bool(finding.cure.en) == (finding.level != "ok"), finding
    assert not (tmp_path / "data").exists()


def test_a_port_of_another_program_is_bad_and_that_program_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        port = other.getsockname()[1]
        (finding,) = network.look_at_port(Config(data=tmp_path, port=port))
        done = run_cli("doctor", "--data", str(tmp_path), "--port", str(port), "--json")

    assert finding.level == "bad"
    assert "python" in finding.words.en or "pytest" in finding.words.en
    assert str(port % 65535 + 1) in finding.cure.vi
    assert done.returncode == 1
    assert "bad" in [each["level"] for each in json.loads(done.stdout)["findings"]]


def test_a_program_that_answers_otherwise_is_not_taken_for_ours(tmp_path: Path) -> None:
    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"[]")

        def log_message(self, *said: object) -> None:
            """Nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Other) as other:
        threading.Thread(target=other.handle_request, daemon=True).start()
        assert not network.answers_as_ours(f"http://127.0.0.1:{other.server_port}")


def test_a_running_server_is_recognised_and_left_alone(tmp_path: Path) -> None:
    with running_server(tmp_path / "real", command="serve") as server:
        done = run_cli("doctor", "--data", str(server.folder), "--json")
        said = {each["about"]["en"]: each for each in json.loads(done.stdout)["findings"]}

        assert said["Port"]["level"] == "ok"
        assert "running" in said["Port"]["words"]["en"]
        assert str(server.process.pid) in said["Data folder"]["words"]["en"]  # type: ignore[union-attr]
        assert said["Addresses"]["level"] == "bad"  # the test's server listens on this machine only
        assert server.stop() == 0


def test_a_clock_before_what_was_recorded_is_bad(hall: Hall) -> None:
    last_ms = store.last_event_ms(hall.parts.config.data)
    assert last_ms is not None

    assert levels(list(machine.look_at_clock(last_ms + 3_600_000))) == ["bad"]
    assert "bad" not in levels(list(machine.look_at_clock(last_ms)))


def test_a_clock_that_lost_its_battery_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contest_app.safety.doctor.machine.time.time", lambda: 1_000_000.0)

    assert levels(list(machine.look_at_clock(None))) == ["bad"]


@pytest.mark.parametrize(("free", "level"), [(50 << 20, "bad"), (300 << 20, "warn"), (5 << 30, "ok")])
def test_little_room_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, level: str) -> None:
    class Usage:
        def __init__(self, path: object) -> None:
            self.free = free

    monkeypatch.setattr("contest_app.safety.doctor.store.shutil.disk_usage", Usage)

    assert levels(list(store.look_at_disk(tmp_path)))[0] == level


@pytest.mark.parametrize(("took_ms", "level"), [(2.0, "ok"), (120.0, "warn"), (900.0, "bad")])
def test_a_slow_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, took_ms: float, level: str) -> None:
    monkeypatch.setattr(store, "write_ms", lambda folder: took_ms)

    assert levels(list(store.look_at_disk(tmp_path)))[1] == level


def test_measuring_the_disk_leaves_nothing(tmp_path: Path) -> None:
    assert store.write_ms(tmp_path) > 0
    assert list(tmp_path.iterdir()) == []


def test_a_missing_backup_folder_is_bad(hall: Hall, stick: Path) -> None:
    data = hall.parts.config.data
    assert levels(list(store.look_at_backups(data))) == ["warn"]
    assert hall.parts.backups.choose(stick) is None
    assert levels(list(store.look_at_backups(data))) == ["ok"]
    stick.rename(stick.with_name("away"))
    assert levels(list(store.look_at_backups(data))) == ["bad"]


def test_a_look_that_fails_spoils_no_other() -> None:
    def broken() -> list[Finding]:
        raise OSError

    fine = Finding("ok", Words(vi="a", en="a"), Words(vi="b", en="b"))
    found = look([(Words(vi="x", en="x"), broken), (Words(vi="y", en="y"), lambda: [fine])])

    assert levels(found) == ["warn", "ok"]
