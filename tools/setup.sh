# Installs the packages that ./dev needs. Sourced after tools/steps.sh, not run.

apt_get() {
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "$@"
}

install_packages() {
    command -v apt-get >/dev/null || fail "this needs Debian 12; missing here: $*"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            fail "no sudo here. As root, run: apt-get install --no-install-recommends $*"
        # Asks for the password before the step hides its output.
        sudo --validate || fail "sudo was refused; it is needed to install: $*"
    fi
    echo "Missing packages: $*"
    step "Update package lists" apt_get update
    step "Install packages" apt_get install --yes --no-install-recommends "$@"
}

# need_packages GROUP...: installs the missing packages of those groups in tools/packages.txt.
need_packages() {
    local group package wanted=() missing=() installed
    while read -r group package; do
        [[ " $* " != *" $group "* ]] || wanted+=("$package")
    done < <(grep -v '^#' tools/packages.txt)
    # dpkg-query prints an error for unknown packages; those are missing.
    installed=$(dpkg-query --show --showformat='${Package} ${db:Status-Status}\n' \
        "${wanted[@]}" 2>/dev/null || true)
    for package in "${wanted[@]}"; do
        grep -qx "$package installed" <<<"$installed" || missing+=("$package")
    done
    [ "${#missing[@]}" -eq 0 ] || install_packages "${missing[@]}"
}

# Any Node from version 18.19 on is used, wherever it was installed from.
has_node() {
    command -v npm >/dev/null && command -v node >/dev/null &&
        node -e 'const [a, b] = process.versions.node.split(".").map(Number);
                 process.exit(a > 18 || (a === 18 && b >= 19) ? 0 : 1)'
}

# need_modules FOLDER: installs Node if it is missing, and the folder's modules if its lock file
# changed.
need_modules() {
    has_node || need_packages node
    has_node || fail "Node 18.19 or newer and npm are needed; found: $(node --version || echo none)"
    local folder=$1 stamp=$1/node_modules/.lock wanted
    wanted=$(cksum <"$folder/package-lock.json")
    if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
        step "Install the modules of $folder" npm --prefix "$folder" ci
        echo "$wanted" >"$stamp"
    fi
}
