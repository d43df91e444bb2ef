# Packs the release build as build/package/antrean_VERSION_amd64.deb. Sourced by ./dev, not run.

readonly package_folder=build/package

# The program's version: of the package as well.
package_version() {
    build/release/antrean --version | awk '{print $2}'
}

# write_manual COMMAND...: man/antrean-COMMAND.1 from the command's own help.
write_manual() {
    local name=antrean
    [ $# -eq 0 ] || name=antrean-$(tr ' ' - <<<"$*")
    help2man --no-info --no-discard-stderr --version-string="$(package_version)" \
        --name="$(manual_title "$@")" --output="$source_folder/man/$name.1" \
        "build/release/antrean $*"
    # The name of a page has no spaces: antrean-user-set-password.
    sed -i -e "s/^\.TH [A-Z -]* \"1\"/.TH ${name^^} \"1\"/" -e "s/^antrean $* \\\\-/$name \\\\-/" \
        "$source_folder/man/$name.1"
}

manual_title() {
    local title
    title=$(build/release/antrean "$@" --help | head -1)
    [ $# -gt 0 ] || title='the queue and reservation server of a clinic'
    echo "$title"
}

# The file with every setting, of which the package sets three.
write_configuration() {
    build/release/antrean config --example | awk '
        /^#data-dir = / { print "data-dir = \"/var/lib/antrean\""; next }
        /^#listen = / {
            print "# All addresses, for the PCs and boards of the clinic. Use --tls-listen, or a"
            print "# proxy with TLS, where strangers share the network."
            print "listen = \"0.0.0.0:8000\""
            next
        }
        /^#backup-dir = / {
            print "# These are lost with the disk of the data. Better is a folder on another disk,"
            print "# below /mnt or /media, that belongs to the user antrean."
            print "backup-dir = \"/var/lib/antrean/backups\""
            next
        }
        { print }'
}

write_changelog() {
    cat <<END
antrean ($(package_version)) bookworm; urgency=medium

  * Packed from $(git describe --always --dirty 2>/dev/null || echo 'a source folder').

 -- antrean maintainers <antrean@example.org>  $(date -R)
END
}

build_package() {
    local source_folder=$package_folder/antrean-$(package_version)
    rm -rf "$source_folder"
    mkdir -p "$source_folder/man" "$source_folder/docs" "$source_folder/completion"
    cp -r packaging/debian "$source_folder/debian"
    cp packaging/completion.bash "$source_folder/completion/antrean"
    cp build/release/antrean "$source_folder/antrean"
    cp docs/operating.md docs/third-party.md web/dist/licences.txt "$source_folder/docs/"
    cp -r contrib "$source_folder/contrib"
    write_configuration >"$source_folder/antrean.conf"
    write_changelog >"$source_folder/debian/changelog"
    local command
    for command in '' serve config doctor backup restore verify \
        migrate-database 'import laravel' migrate seed check anonymise 'user set-password' \
        'token create' 'token list' 'token revoke' 'lab import' demo routes openapi; do
        # shellcheck disable=SC2086  # words of the command
        write_manual $command
    done
    (cd "$source_folder" && dpkg-buildpackage --build=binary --no-sign --no-check-builddeps)
}

package() {
    need_packages build package
    build_release
    step "Pack" build_package
    step "Check the package" lintian --fail-on error,warning \
        "$package_folder/antrean_$(package_version)_amd64.deb"
    echo "$package_folder/antrean_$(package_version)_amd64.deb"
}
