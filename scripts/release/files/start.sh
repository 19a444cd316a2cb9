#!/bin/sh
# Khởi động máy chủ chấm điểm, không cần internet. Starts the contest server; no internet is needed.
# Lần đầu tự cài vào thư mục "program" bên cạnh tệp này. The first time it installs itself into "program" beside this file.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
program=$here/program
data=${CONTEST_APP_DATA:-$(dirname -- "$here")/hoi-thi}

find_python() {
  for version in @PYTHONS@; do
    for name in "python$version" python3 python; do
      if "$name" -c "import sys, venv, ensurepip; sys.exit('.'.join(map(str, sys.version_info[:2])) != '$version')" 2>/dev/null; then
        command -v "$name"
        return
      fi
    done
  done
  return 1
}

if ! { [ -f "$program/ready-@VERSION@" ] && "$program/bin/python" -c '' 2>/dev/null; }; then
  python=$(find_python) || {
    echo "Cần Python @PYTHONS@ (Debian/Ubuntu: gói python3 và python3-venv). Cài xong, chạy lại tệp này." >&2
    echo "Python @PYTHONS@ is needed (Debian/Ubuntu: python3 and python3-venv). Install it, then run this again." >&2
    exit 1
  }
  echo "Đang cài đặt, chừng nửa phút… / Installing, half a minute…"
  rm -rf "$program"
  if ! { "$python" -m venv "$program" && PIP_CONFIG_FILE=/dev/null "$program/bin/python" -m pip install --quiet \
    --disable-pip-version-check --no-index --find-links "$here/wheels" contest-app && touch "$program/ready-@VERSION@"; }; then
    echo "Không cài được vào $program. Hãy chép cả thư mục này vào máy (không chạy thẳng trên USB) rồi thử lại." >&2
    echo "It cannot be installed into $program. Copy this whole folder to the machine (not on the stick), then try again." >&2
    exit 1
  fi
fi
exec "$program/bin/python" -m contest_app.cli serve --data "$data" --open "$@"
