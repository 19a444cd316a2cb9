"""The command line at its doors: what it says, what it refuses in words, what it leaves behind."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.line import connected
from tests.serving import DEMO_CONTEST, Server, free_port, run_cli, running_server, wait_until

LINK = re.compile(r"http://127\.0\.0\.1:\d+/\S*")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("cli") / "demo") as server:
        yield server


def words_of(text: str) -> list[str]:
    """The lines that were said; a refusal is one sentence in each language."""
    return [line for line in text.splitlines() if line.strip()]


# --- what a start says ------------------------------------------------------------------------------------------------


def test_the_demo_says_at_once_where_everything_is(demo: Server) -> None:
    said = wait_until(lambda: demo.output if "sign-in/" in demo.output else "", "the demo says its addresses")

    links = LINK.findall(said)
    assert f"  {demo.base}" in "".join(said.splitlines(keepends=True))
    assert f"{demo.base}/display/{DEMO_CONTEST}" in links
    assert len([link for link in links if "/judge/" in link]) == 5
    assert len([link for link in links if "/desk/" in link]) == 4
    assert len([link for link in links if "/organizer/sign-in/" in link]) == 1
    assert "đang chạy" in said
    assert "is running" in said
    for link in links:
        if "/organizer/" not in link:
            with urllib.request.urlopen(link, timeout=10) as page:
                assert page.status == 200, link


def test_serve_says_its_address_a_qr_and_a_sign_in(tmp_path: Path) -> None:
    with running_server(tmp_path / "real", command="serve") as server:
        said = wait_until(lambda: server.output if "start page" in server.output else "", "serve says its addresses")

        assert server.base in said
        assert f"{server.base}/organizer/sign-in/" in said
        assert wait_until(lambda: "▄" in server.output, "a QR code is drawn")


def test_links_are_the_same_for_people_and_programs(demo: Server) -> None:
    listed = demo.links_json()
    shown = run_cli("links", DEMO_CONTEST, "--data", str(demo.folder)).stdout

    assert (listed["contest"], listed["base"]) == (DEMO_CONTEST, demo.base)
    assert [link["role"] for link in listed["links"][:5]] == [
        "director", "secretary", "head_judge", "announcer", "screen",
    ]  # fmt: skip
    judges = [link for link in listed["links"] if link["role"] == "judge"]
    assert [(link["judge"], link["number"]) for link in judges] == [(f"j{n}", n) for n in range(1, 6)]
    assert all(link["name"] for link in judges)
    for link in listed["links"]:
        assert link["url"].removeprefix(demo.base) in shown


def test_links_are_made_with_the_address_the_server_has(demo: Server) -> None:
    said = json.loads(run_cli("links", DEMO_CONTEST, "--json", "--data", str(demo.folder)).stdout)

    assert said["base"] == demo.base


def test_a_sign_in_is_made_beside_a_running_server_and_lets_in_once(demo: Server) -> None:
    link = demo.sign_in_link()

    with urllib.request.urlopen(link, timeout=10) as page:
        assert page.status == 200
        assert "csrf_token" in page.read().decode()


def test_log_lines_can_be_json_and_name_contest_seq_and_command(tmp_path: Path) -> None:
    with running_server(tmp_path / "demo", env={"CONTEST_APP_LOG": "json"}) as server:
        with connected(server, token=server.token("director")) as desk:
            desk.command("choose_scene", command_id="said-once", scene="board")
        server.stop()
        lines = [json.loads(line) for line in server.errors.splitlines()]

    (line,) = [line for line in lines if line.get("command_id") == "said-once"]
    assert (line["contest"], line["kind"], line["outcome"]) == (DEMO_CONTEST, "choose_scene", "done")
    assert line["seq"] > 0


# --- refusals in words ------------------------------------------------------------------------------------------------


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_cli("serve", "--data", str(tmp_path / "d"), "--host", "127.0.0.1", "--port", str(port))

    assert done.returncode == 1
    assert len(words_of(done.stderr)) == 2
    assert f"Cổng {port}" in done.stderr
    assert f"Port {port} is in use" in done.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_second_server_on_the_same_data_is_one_sentence(demo: Server, command: str) -> None:
    done = run_cli(command, "--data", str(demo.folder), "--host", "127.0.0.1", "--port", str(free_port()))

    assert done.returncode == 1
    assert len(words_of(done.stderr)) == 2
    assert "Another contest-app server is using" in done.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    done = run_cli(command, "--data", str(tmp_path / "file" / "d"), "--port", str(free_port()))

    assert done.returncode == 1
    assert len(words_of(done.stderr)) == 2
    assert "cannot be written" in done.stderr


def test_an_address_that_is_not_ours_is_one_sentence(tmp_path: Path) -> None:
    done = run_cli("serve", "--data", str(tmp_path / "d"), "--host", "203.0.113.7", "--port", str(free_port()))

    assert done.returncode == 1
    assert len(words_of(done.stderr)) == 2
    assert "203.0.113.7" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONTEST_APP_PORT", "eighty"),
        ("CONTEST_APP_PORT", "70000"),
        ("CONTEST_APP_ASYNC_MODE", "gevent"),
        ("CONTEST_APP_LANG", "fr"),
        ("CONTEST_APP_DATA", " "),
    ],
)
def test_a_bad_setting_is_named_with_an_example(name: str, value: str) -> None:
    done = run_cli("verify", env={name: value})

    assert done.returncode == 1
    assert re.search(rf"Ví dụ đúng: {name}=\S+", done.stderr)
    assert re.search(rf"A good example: {name}=\S+", done.stderr)


@pytest.mark.parametrize("command", ["links", "verify"])
def test_an_unknown_contest_is_one_sentence(demo: Server, command: str) -> None:
    done = run_cli(command, "atlantis", "--data", str(demo.folder))

    assert done.returncode == 1
    assert "There is no contest “atlantis”." in done.stderr


def test_nothing_stored_is_one_sentence(tmp_path: Path) -> None:
    for command in (["links", "x"], ["verify"], ["verify", "x"]):
        done = run_cli(*command, "--data", str(tmp_path))
        assert done.returncode == 1
        assert len(words_of(done.stderr)) == 2
    assert list(tmp_path.iterdir()) == []


def test_help_is_in_both_languages() -> None:
    said = run_cli("--help").stdout

    assert "Chạy máy chủ / run the server" in said
    for command in ("serve", "demo", "links", "verify", "sign-in"):
        assert command in said
        assert run_cli(command, "--help").returncode == 0


# --- the demo's folder ------------------------------------------------------------------------------------------------


def test_the_demo_keeps_what_was_judged_and_fresh_starts_over(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with running_server(folder) as server:
        with connected(server, token=server.token("director")) as desk:
            journal = desk.command("choose_scene", scene="board")["receipt"]["journal"]
        server.restart()
        with connected(server) as wall:
            stage = wall.watch("stage")["topics"]["stage"]
            assert (stage["journal"], stage["value"]["scene"]["kind"]) == (journal, "board")
        server.stop()
        server.arguments = ("--fresh",)
        server.start()
        with connected(server) as wall:
            stage = wall.watch("stage")["topics"]["stage"]
            assert stage["journal"] != journal
            assert stage["value"]["scene"]["kind"] == "on_stage"


def test_a_filling_that_was_interrupted_is_done_at_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "contest-app-demo.json").write_text(json.dumps({"demo": DEMO_CONTEST}), encoding="utf-8")
    with running_server(folder) as server, connected(server) as wall:
        assert wall.value("stage")["on_stage"]["handed_in"] == 2


def test_the_demo_never_touches_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")

    for fresh in ((), ("--fresh",)):
        done = run_cli("demo", *fresh, "--data", str(tmp_path), "--port", str(free_port()))
        assert done.returncode == 1
        assert "not a demo" in done.stderr
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_fresh_does_not_pull_the_store_from_under_a_running_server(demo: Server) -> None:
    done = run_cli("demo", "--fresh", "--data", str(demo.folder), "--port", str(free_port()))

    assert done.returncode == 1
    with connected(demo) as wall:
        assert wall.value("stage")["on_stage"]


# --- verify -----------------------------------------------------------------------------------------------------------


def test_verify_passes_a_sound_journal_and_finds_a_changed_byte(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with running_server(folder) as server:
        running = run_cli("verify", DEMO_CONTEST, "--data", str(folder))
        assert running.returncode == 0, running.stderr
        server.stop()
    assert run_cli("verify", "--data", str(folder)).returncode == 0
    with sqlite3.connect(folder / "contest-app.db") as store:
        store.execute("update events set data = replace(data, 'Đào Xá', 'Đào Xã') where seq = 5")
    store.close()

    done = run_cli("verify", "--data", str(folder))

    assert done.returncode == 1
    assert "BAD at seq 5" in done.stdout


# --- stopping ---------------------------------------------------------------------------------------------------------


@pytest.mark.both_modes
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_is_clean_with_people_connected(tmp_path: Path, number: signal.Signals) -> None:
    with running_server(tmp_path / "demo") as server:
        with connected(server) as wall, connected(server, token=server.token("j1")) as judge:
            wall.watch("stage")
            judge.watch("sheet")
            assert server.process is not None
            os.kill(server.process.pid, number)
            assert wall.is_closed()
            assert judge.is_closed()
            assert server.process.wait(10) == 0
        assert "Đã dừng, mọi điểm đã được lưu. / Stopped, everything is stored." in server.output
        assert "Traceback" not in server.errors
        assert "deprecated" not in server.errors
        server.start()  # the lock was let go
