#!/usr/bin/env bash
# Installs duban from a folder of wheels in an empty environment that has no network, and runs the demonstration there.
# Usage: docs/deploy/try-offline.sh [FOLDER]   fills FOLDER (default: a temporary one) from the package index first.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wheels=${1:-$work/wheels}
lock=$root/docs/deploy/core.lock

python3 -m pip download --quiet --only-binary :all: --require-hashes --requirement "$lock" --dest "$wheels"
git -C "$root" archive --prefix=duban/ HEAD | tar -xf - -C "$work"
python3 -m pip wheel --quiet --no-deps --wheel-dir "$wheels" "$work/duban"
python3 -m venv "$work/empty"

offline() { # without any network but loopback, and without what this machine configures for pip
    unshare --net --map-root-user sh -c 'ip link set lo up 2>/dev/null || true; exec "$@"' sh \
        env PIP_CONFIG_FILE=/dev/null PIP_NO_INDEX=1 "$@"
}
if offline "$work/empty/bin/python" -c "import socket; socket.create_connection(('192.0.2.1', 80), 1)" 2>/dev/null; then
    echo "there is a network after all" >&2
    exit 1
fi
offline "$work/empty/bin/pip" install --quiet --find-links "$wheels" --require-hashes --requirement "$lock"
offline "$work/empty/bin/pip" install --quiet --no-deps "$wheels"/duban-*.whl
offline "$work/empty/bin/pip" check
cd "$work" && offline "$work/empty/bin/duban" demo --lang en | tail -4
