# Gets Debian's source of a neighbour into build/neighbours/src, once. Sourced by `run`.
#
# Where the system's apt does not know sources, a private configuration does, so that nothing of the system is
# changed. Only upstream's archive is used: Debian's patches concern packaging.

fetch() {
    mkdir -p "$sources"
    if ! compgen -G "$sources/${package}_*.orig.tar.*" >/dev/null; then
        (cd "$sources" && download) || { echo "$name: cannot get the source of $package" >&2; exit 1; }
    fi
}

download() {
    apt-get source --download-only --tar-only "$package" 2>/dev/null && return
    local apt=$work/apt
    mkdir -p "$apt/lists/partial"
    printf 'Types: deb-src\nURIs: http://deb.debian.org/debian\nSuites: bookworm\nComponents: main\nSigned-By: %s\n' \
        /usr/share/keyrings/debian-archive-keyring.gpg >"$apt/debian.sources"
    local options=(-o Dir::Etc::sourcelist="$apt/debian.sources" -o Dir::Etc::sourceparts=/dev/null
        -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt")
    apt-get "${options[@]}" update
    apt-get "${options[@]}" source --download-only --tar-only "$package"
}

version() { basename "$sources/$package"_*.orig.tar.* | sed -E "s/^[^_]*_([^-+]*[0-9]).*\.orig\.tar.*/\1/"; }
