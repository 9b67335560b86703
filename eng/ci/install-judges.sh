#!/usr/bin/env bash
# usage: install-judges.sh FOLDER
# Installs what the judge tests ask: PyTorch and Jinja from the distribution, llama.cpp's libraries and Hugging Face's JavaScript from the
# package registry into FOLDER.
# A second run does nothing. The tests look in artifacts/judges, so that is the FOLDER to give; TRAINFORGE_JUDGES=1 makes them fail where it is missing.
set -euo pipefail
folder=${1:?usage: install-judges.sh FOLDER}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

if ! /usr/bin/python3 -c 'import torch' 2>/dev/null; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends python3-torch libopenblas0-openmp >/dev/null
fi

# Chat templates as Python renders them.
if ! /usr/bin/python3 -c 'import jinja2' 2>/dev/null; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends python3-jinja2 >/dev/null
fi

llama="$folder/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64"
if [ ! -d "$llama" ]; then
  npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent @node-llama-cpp/linux-x64@3.22.1
fi

# Chat templates and tokenizers as JavaScript reads them.
if [ ! -d "$folder/node_modules/@huggingface/jinja" ] || [ ! -d "$folder/node_modules/@huggingface/tokenizers" ]; then
  npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent @huggingface/jinja@0.5.11 @huggingface/tokenizers@0.2.0
fi

# Another's JSON Schema, for the schemas of tools.
if [ ! -d "$folder/node_modules/ajv" ]; then
  npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent ajv@8.20.0
fi
