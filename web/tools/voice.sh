#!/usr/bin/env bash
# Makes the clips of the spoken words (src/voice/words.json) and the chime, and puts them into
# dist/voice/ together with index.json, which lists their names. Finished clips are kept in
# generated/voice/ under the hash of what they are made from, so a second run only copies.
#
# Without espeak-ng, sox and lame the list is empty and the board stays silent.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly kept=generated/voice target=dist/voice
# Words per minute. A call of three figures takes less than 9 seconds (clips.test.ts).
readonly words_per_minute=146
readonly loudness_db=-13 # root mean square of a word, before the limiter takes 2 to 3 off its peaks
readonly headroom_db=-2  # for the encoder, which exceeds the peaks of its input

missing_tools() {
    local tool
    for tool in espeak-ng sox lame; do
        command -v "$tool" >/dev/null || echo "$tool"
    done
}

encode() { lame --quiet -m m --resample 22.05 -b 56 --cbr "$1" "$2"; }

# strike START TONE OVERTONE FOLDER: a struck bell, with a shorter and softer overtone.
strike() {
    local start=$1 tone=$2 overtone=$3 folder=$4
    sox -n -r 44100 -c 1 "$folder/$start.low.wav" synth 1.1 sine "$tone" \
        fade l 0.004 1.1 1.08 gain -6 pad "$start" 0
    sox -n -r 44100 -c 1 "$folder/$start.high.wav" synth 0.5 sine "$overtone" \
        fade l 0.002 0.5 0.49 gain -26 pad "$start" 0
}

# Two bells, a third apart.
make_chime() {
    local folder=$1
    strike 0 659.26 1819.55 "$folder"
    strike 0.42 523.25 1444.17 "$folder"
    sox -m "$folder"/*.low.wav "$folder"/*.high.wav "$folder/mixed.wav"
    sox "$folder/mixed.wav" "$folder/chime.wav" norm -6 fade t 0 1.15 0.3
    encode "$folder/chime.wav" "$2"
}

# The root mean square of a sound, in decibels.
loudness() {
    sox "$1" -n stats 2>&1 | awk '/^RMS lev dB/ { print $4 }'
}

make_word() {
    local folder=$1 clip=$2 text=$3 gain
    espeak-ng -v id -s "$words_per_minute" -p 42 -a 90 -w "$folder/raw.wav" -- "$text"
    # What espeak-ng leaves before and after a word would be a pause of another length for each.
    sox "$folder/raw.wav" "$folder/word.wav" gain -3 highpass 90 \
        silence 1 0.004 0.4% reverse silence 1 0.004 0.4% fade t 0.012 reverse fade t 0.004
    gain=$(awk -v now="$(loudness "$folder/word.wav")" -v goal="$loudness_db" \
        -v room="$headroom_db" 'BEGIN { printf "%.2f", goal - now - room }')
    sox "$folder/word.wav" "$folder/even.wav" gain -l "$gain" gain "$headroom_db"
    encode "$folder/even.wav" "$clip"
}

# make_clip NAME HASH TEXT: one clip of the list.
make_clip() {
    local name=$1 clip=$kept/$1.$2.mp3 folder
    folder=$(mktemp -d)
    if [ "$name" = ting-tung ]; then
        make_chime "$folder" "$folder/clip.mp3"
    else
        make_word "$folder" "$folder/clip.mp3" "$3"
    fi
    mv "$folder/clip.mp3" "$clip"
    rm -r "$folder"
}

# Lines of NAME, HASH and TEXT, with tabs between them.
list_clips() {
    node - "$(sha256sum <tools/voice.sh)" <<'END'
const { createHash } = require("node:crypto");
const words = { "ting-tung": "", ...require("./src/voice/words.json") };
for (const [name, text] of Object.entries(words)) {
    const hash = createHash("sha256").update(text + process.argv[2]).digest("hex").slice(0, 16);
    console.log([name, hash, text].join("\t"));
}
END
}

main() {
    rm -rf "$target"
    mkdir -p "$kept" "$target"
    local missing names=() wanted=() name hash text
    missing=$(missing_tools | paste -sd ' ')
    if [ -n "$missing" ]; then
        echo "voice    silent: $missing is missing (packages of the group voice)"
        echo '[]' >"$target/index.json"
        return
    fi
    local list
    list=$(list_clips)
    while IFS=$'\t' read -r name hash text; do
        names+=("$name")
        [ -s "$kept/$name.$hash.mp3" ] || wanted+=("$name" "$hash" "$text")
    done <<<"$list"
    if [ ${#wanted[@]} -gt 0 ]; then
        printf '%s\0' "${wanted[@]}" | xargs -0 -n 3 -P "$(nproc)" tools/voice.sh clip
    fi
    while IFS=$'\t' read -r name hash text; do
        cp "$kept/$name.$hash.mp3" "$target/$name.mp3"
    done <<<"$list"
    node -p 'JSON.stringify(process.argv.slice(1).sort())' "${names[@]}" >"$target/index.json"
    local size_kib
    size_kib=$(du -sk --apparent-size "$target" | cut -f1)
    echo "voice    ${#names[@]} clips, $((${#wanted[@]} / 3)) of them made now, $size_kib KiB"
}

if [ "${1:-}" = clip ]; then
    shift
    make_clip "$@"
else
    main
fi
