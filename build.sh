#!/usr/bin/env bash
# Runs a target of build/build.cake:  ./build.sh [Target] [--option=value …]   ./build.sh --list
# Needs bash and the .NET SDK named in global.json; everything else is restored.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if ! command -v dotnet >/dev/null 2>&1; then
  echo "build.sh: error REPO0003: the .NET SDK is not on PATH. Install the SDK $(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json) or newer from https://dot.net, then run this again." >&2
  exit 2
fi
if ! dotnet --version >/dev/null 2>&1; then
  echo "build.sh: error REPO0003: no installed .NET SDK satisfies global.json ($(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json)). Installed: $(dotnet --list-sdks | tr '\n' ';'). Install that SDK, then run this again." >&2
  exit 2
fi

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet tool restore --verbosity quiet >/dev/null

target=Build
case "${1:-}" in
  --list) exec dotnet cake build/build.cake --description ;;
  -*|"") ;;
  *) target=$1; shift ;;
esac
exec dotnet cake build/build.cake --target="$target" "$@"
