# Builds the screens. Sourced after tools/setup.sh, not run.

# Prints one path that is newer than the last build of the screens. A folder is newer when a file
# was removed from it.
changed_since_screens() {
    local stamp=web/dist/.stamp
    if [ ! -f "$stamp" ]; then
        echo "$stamp"
        return
    fi
    find web build/openapi.json \
        \( -name node_modules -o -name dist -o -name generated \) -prune \
        -o -path web -o -newer "$stamp" -print -quit
}

# Writes the API document of the release build, from which the screens' types are made, if it
# changed.
write_api_document() {
    local document=build/openapi.json
    build/release/antrean openapi >"$document.new"
    if cmp --silent "$document.new" "$document"; then
        rm "$document.new"
    else
        mv "$document.new" "$document"
    fi
}

# Builds the screens if a file of web/, its modules or the API document changed.
build_web() {
    need_packages voice
    need_modules web
    write_api_document
    if [ -n "$(changed_since_screens)" ]; then
        rm -f web/dist/.stamp
        step "Build the screens" npm --prefix web run build
        touch web/dist/.stamp
    fi
}
