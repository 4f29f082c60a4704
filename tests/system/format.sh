#!/usr/bin/env bash
# clang-format leaves every source as it is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
find app tests -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run --Werror
