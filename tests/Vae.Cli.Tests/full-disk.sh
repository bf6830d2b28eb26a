#!/usr/bin/env bash
# Fills a small file system at random moments of 'vae train' (as root, on Linux). Usage: full-disk.sh <vae.dll> <data.csv> [times]
# Each time: the exit code must not be 0, and the model must be whole in the place that the message names.
set -u
vae=$1 data=$2 times=${3:-20}
RANDOM=1
work=$(mktemp -d)
disk=$work/disk
mkdir "$disk" "$work/temp"
trap 'umount "$disk" 2>/dev/null; rm -rf "$work"' EXIT
mount -t tmpfs -o size=2m tmpfs "$disk"
export TMPDIR=$work/temp
kept=0 refused=0 bad=0
for ((time = 1; time <= times; time++)); do
  rm -rf "${disk:?}"/* "$work"/temp/*
  echo old > "$disk/m.onnx"
  dotnet "$vae" train "$data" -o "$disk/m.onnx" --checkpoint "$disk/c" --checkpoint-interval 0.05 --device cpu > "$work/out" 2> "$work/err" &
  sleep "$((RANDOM % 3)).$((RANDOM % 10))"
  cat /dev/zero > "$disk/filler" 2> /dev/null
  wait $!
  code=$?
  model=$(sed -n "s/^The model could not be written .* It is kept as '\(.*\)': move it where it belongs\.$/\1/p" "$work/err")
  if [ $code = 1 ] && [ -n "$model" ] && dotnet "$vae" inspect "$model" > /dev/null && [ "$(cat "$disk/m.onnx")" = old ]; then
    kept=$((kept + 1))
  elif [ $code = 2 ] && [ "$(cat "$disk/m.onnx")" = old ]; then
    refused=$((refused + 1))   # full before the check: nothing was done yet
  else
    bad=$((bad + 1)); echo "time $time: exit code $code"; cat "$work/err"
  fi
  [ -z "$(ls "$disk" | grep tmp)" ] || { bad=$((bad + 1)); echo "time $time: left $(ls "$disk")"; }
done
echo "$times times: model kept elsewhere $kept, refused before training $refused, anything else $bad"
[ $bad = 0 ]
