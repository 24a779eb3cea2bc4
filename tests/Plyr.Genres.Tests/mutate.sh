#!/usr/bin/env bash
# Mutation testing of src/Plyr.Genres with the unit tests: tests/Plyr.Genres.Tests/mutate.sh [--mutate '**/Labels/*.cs' ...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
dotnet tool restore
dotnet build -c Release -v q
# Stryker takes the store contract for a test project, because it references NUnit, and asks for a test host beside it.
cp bin/Release/net10.0/testhost* ../Plyr.Genres.StoreContract/bin/Release/net10.0/
exec dotnet stryker "$@"
