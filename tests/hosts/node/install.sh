#!/bin/sh
# Installs ONNX Runtime for Node.js beside score.mjs, for the tests that score in another host; they are skipped without it.
# --ignore-scripts: the package's own script fetches CUDA libraries, which the tests do not use.
set -eu
cd "$(dirname "$0")"
if ! command -v npm >/dev/null; then
    echo "npm is not installed: the tests in another host will be skipped." >&2
    exit 0
fi
npm ci --ignore-scripts --no-audit --no-fund
