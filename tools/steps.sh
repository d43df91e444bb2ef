# Steps of ./dev: each has a name, a log and a result. Sourced, not run.

logs=build/logs

fail() {
    echo "dev: $*" >&2
    exit 1
}

# Shows the log's last line on the terminal, updated while this shell runs.
show_progress() {
    local name=$1 log=$2 line width
    width=$(($(tput cols 2>/dev/null || echo 80) - 1))
    while sleep 0.5 && kill -0 $$ 2>/dev/null; do
        line=$(tail -n 1 "$log" | tr -cd '[:print:]')
        line="$name ($SECONDS s) $line"
        printf '\r\033[K%s' "${line:0:width}"
    done
}

# step NAME COMMAND...: prints the name, writes the output to a log, and shows the end of the log if
# the command fails.
step() {
    local name=$1 log watcher='' status=0
    shift
    log=$logs/${name//[^A-Za-z0-9]/-}.log
    mkdir -p "$logs"
    : >"$log"
    SECONDS=0
    if [ -t 1 ]; then
        show_progress "$name" "$log" &
        watcher=$!
    else
        echo "$name ..."
    fi
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if [ -n "$watcher" ]; then
        kill "$watcher"
        wait "$watcher" 2>/dev/null || true
        printf '\r\033[K'
    fi
    if [ "$status" -ne 0 ]; then
        tail -n 40 "$log" >&2
        fail "step failed: $name (status $status). Its whole output: $log"
    fi
    echo "$name: done ($SECONDS s)"
}
