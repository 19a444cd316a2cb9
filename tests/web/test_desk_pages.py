"""Every page for every role, and what the desk shows in each state of a contest."""

import pytest

from tests.web.hall import CONTEST, Hall

DESK = f"/organizer/contests/{CONTEST}"
ROLES = ("organizer", "director", "secretary", "head_judge", "announcer")
FOR_DESK = {"organizer", "director", "secretary", "head_judge"}
MAY_SEE = {
    "/organizer": {"organizer"},
    DESK: FOR_DESK,
    f"{DESK}/panels": FOR_DESK,
    f"{DESK}/announcer": FOR_DESK | {"announcer"},
    f"{DESK}/announcer/panels": FOR_DESK | {"announcer"},
    f"{DESK}/links": {"organizer"},
    "/organizer/password": {"organizer"},
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_its_own_pages_and_no_others(hall: Hall, role: str) -> None:
    hall.running().called()
    browser = hall.role(role)

    for path, allowed in MAY_SEE.items():
        status = browser.get(path).status_code
        if path == "/organizer" and role != "organizer":
            assert status == 302
        elif path == "/organizer/password" and role == "organizer":
            assert status == 302  # no password yet: it asks for the first one
        else:
            assert status == (200 if role in allowed else 403), path
