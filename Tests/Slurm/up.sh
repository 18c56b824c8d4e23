#!/bin/bash
# up.sh DIR [NODES]: starts a Slurm of its own on this host, without systemd: munged, slurmctld and two slurmd.
# All keys, sockets, logs and states are in DIR; nothing in /etc or /var is read or written. DIR/env sets SLURM_CONF.
# The packages: apt-get install -y --no-install-recommends slurmctld slurmd slurm-client munge
set -euo pipefail
mkdir -p "$1"
dir=$(cd "$1" && pwd)
nodes=${2:-2}
# slurmctld has the port after this one, node i has port + 10 + i; another Slurm may be at work beside this one.
in_use() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=${SLURM_TEST_PORT:-17100}
while in_use $((port + 1)) || in_use $((port + 11)) || in_use $((port + 12)); do port=$((port + 100)); done
host=$(hostname -s)
mkdir -p "$dir"/{munge,state,log,pid,spool}
chmod 700 "$dir/munge" "$dir/state"
if [ ! -s "$dir/munge/key" ]; then
    head -c 1024 /dev/urandom >"$dir/munge/key"
    chmod 400 "$dir/munge/key"
fi
memory=$(awk '/MemTotal/ { print int($2 / 1024 * 0.8) }' /proc/meminfo)
{
    cat <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$((port + 1))
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$dir/munge/socket
CredType=cred/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool/%n
SlurmctldPidFile=$dir/pid/slurmctld
SlurmdPidFile=$dir/pid/slurmd-%n
SlurmctldLogFile=$dir/log/slurmctld.log
SlurmdLogFile=$dir/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
KillWait=3
MinJobAge=86400
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0,sched_min_interval=0
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
DefMemPerCPU=256
JobRequeue=1
CommunicationParameters=NoAddrCache
CONF
    for i in $(seq 1 "$nodes"); do
        echo "NodeName=node$i NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 10 + i)) CPUs=$(nproc)" \
            "RealMemory=$((memory / nodes)) State=UNKNOWN"
    done
    echo "PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP"
} >"$dir/slurm.conf"
echo "export SLURM_CONF=$dir/slurm.conf" >"$dir/env"
export SLURM_CONF=$dir/slurm.conf
munged --socket="$dir/munge/socket" --key-file="$dir/munge/key" --pid-file="$dir/pid/munged" \
    --log-file="$dir/log/munged.log" --seed-file="$dir/munge/seed" --force
slurmctld -c -f "$SLURM_CONF"
for i in $(seq 1 "$nodes"); do slurmd -N "node$i" -f "$SLURM_CONF"; done
for _ in $(seq 1 100); do
    idle=$(timeout 2 sinfo -h -N -o '%T' 2>/dev/null | grep -c '^idle$' || true)
    [ "$idle" = "$nodes" ] && exit 0
    sleep 0.1
done
echo "Slurm did not come up:" >&2
tail -20 "$dir"/log/*.log >&2
exit 1
