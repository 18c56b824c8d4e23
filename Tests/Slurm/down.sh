#!/bin/bash
# down.sh DIR: stops exactly what up.sh DIR started.
dir=$(cd "$1" && pwd)
export SLURM_CONF=$dir/slurm.conf
timeout 3 scancel -u "$(id -un)" 2>/dev/null
pids=()
for file in "$dir"/pid/*; do
    [ -s "$file" ] && pid=$(cat "$file") && kill "$pid" 2>/dev/null && pids+=("$pid")
done
for _ in $(seq 1 50); do
    live=0
    for pid in "${pids[@]}"; do kill -0 "$pid" 2>/dev/null && live=1; done
    [ $live = 0 ] && break
    sleep 0.1
done
for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null; done
true
