# Completes commands and flags of antrean as its own help lists them.
_antrean() {
    local current=$2 word words path=()
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        [[ $word == -* ]] || path+=("$word")
    done
    words=$(
        antrean "${path[@]}" --help 2>/dev/null |
            sed -nE 's/^ +(--[a-z-]+).*/\1/p; /^Subcommands:/,$s/^ +([a-z][a-z-]+) .*/\1/p'
    )
    mapfile -t COMPREPLY <<<"$(compgen -W "$words" -- "$current")"
    [ -n "${COMPREPLY[0]}" ] || mapfile -t COMPREPLY <<<"$(compgen -f -- "$current")"
}
complete -F _antrean antrean
