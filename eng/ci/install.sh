#!/usr/bin/env bash
# usage: install.sh FOLDER
# Installs what the slow tests need and a machine with the .NET SDK may lack: programs and Python's libraries from the distribution,
# JavaScript and llama.cpp's libraries into FOLDER. Says what it installed; a second run finds everything and installs nothing.
set -euo pipefail
folder=${1:?usage: install.sh FOLDER}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
doing="looking at this machine"
trap 'echo "install.sh: FAILED while $doing" >&2' ERR

# Each package with the question whether its work can be done already.
missing=()
need() {
  local package=$1
  shift
  if ! "$@" >/dev/null 2>&1; then missing+=("$package"); fi
}

need git git --version
need python3 test -x /usr/bin/python3
need nodejs node --version
need npm npm --version
need python3-torch /usr/bin/python3 -c 'import torch'
need libopenblas0-openmp /usr/bin/python3 -c 'import torch'
need python3-jinja2 /usr/bin/python3 -c 'import jinja2'

if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "install.sh: this machine has no apt-get; install these by hand, then run this again: ${missing[*]}" >&2
    exit 1
  fi
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  doing="refreshing the distribution's lists"
  $sudo apt-get update -qq
  doing="installing ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  echo "installed from the distribution: ${missing[*]}"
fi

listed() { find "$folder/node_modules" -mindepth 1 -maxdepth 2 -name package.json -prune -o -mindepth 1 -maxdepth 2 -type d -print 2>/dev/null | sort; }
before=$(listed || true)
doing="installing the judges into $folder"
bash "$here/install-judges.sh" "$folder"
after=$(listed || true)
if [ "$before" != "$after" ]; then
  echo "installed into $folder: $(comm -13 <(echo "$before") <(echo "$after") | sed "s|^$folder/node_modules/||" | tr '\n' ' ')"
fi

doing="asking what was installed"
/usr/bin/python3 -c 'import torch, jinja2'
test -d "$folder/node_modules/@huggingface/jinja" -a -d "$folder/node_modules/@huggingface/tokenizers" -a -d "$folder/node_modules/@node-llama-cpp/linux-x64"
echo "ready: torch, jinja2, node $(node --version), llama.cpp, Hugging Face's jinja and tokenizers"
