"""The repository is at home anywhere: it names no machine's folders and no package registry."""

import json
import re

from tests.architecture.sources import ROOT, text_files

# In pieces, or this file would be the first to be found.
MACHINE_FOLDERS = re.compile(r"(?<![\w.~-])/(?:ro" + r"ot|ho" + r"me|wo" + r"rk|Us" + r"ers)/[\w.]")
REGISTRIES = re.compile(
    "|".join(["registry" + r"\.npmjs", "registry" + r"\.yarnpkg", "pypi" + r"\.org", "pythonhosted" + r"\.org"])
)


def test_no_file_names_a_folder_of_some_machine() -> None:
    naming = [str(path.relative_to(ROOT)) for path, text in text_files() if MACHINE_FOLDERS.search(text)]

    assert naming == []


def test_no_file_names_a_package_registry() -> None:
    naming = [str(path.relative_to(ROOT)) for path, text in text_files() if REGISTRIES.search(text)]

    assert naming == []


def test_the_search_finds_what_it_is_for() -> None:
    assert MACHINE_FOLDERS.search('open("/ho' + 'me/lan/scores")')
    assert not MACHINE_FOLDERS.search("GET /display/home/")
    assert REGISTRIES.search("https://registry" + ".npmjs.org/svelte")


def test_the_lock_file_says_what_and_not_from_where() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {
        name: entry for name, entry in packages.items() if name.startswith("node_modules/") and not entry.get("link")
    }

    assert [name for name, entry in fetched.items() if "resolved" in entry] == []
    assert [name for name, entry in fetched.items() if "integrity" not in entry] == []
