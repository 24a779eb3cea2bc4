#!/usr/bin/env bash
# Mutation testing of src/Plyr.Genres with the unit tests: tests/Plyr.Genres.Tests/mutate.sh [--mutate '**/Labels/*.cs' ...]
# PLYR_WITHOUT='Workflows/**/*Tests.cs;...' leaves out tests that have nothing to do with what is changed, which saves time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export PLYR_LIGHT=1
dotnet tool restore
exec dotnet stryker "$@"
