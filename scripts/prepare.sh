# Sourced by voice-os and test: brings the virtual environment up to a lock file.
# What is already there is found by comparing one small file, in a few milliseconds.

cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

say() { printf 'voice-os: %s\n' "$*" >&2; }

give_up() {
    say "$*"
    exit 1
}

# install_system PURPOSE PACKAGE...: install Debian's names of packages, or say how.
install_system() {
    local purpose=$1 root=() packages
    shift
    packages="$*"
    [ "$(id -u)" = 0 ] || root=(sudo)
    if ! command -v apt-get >/dev/null; then
        say "$purpose is missing. Install what your system calls: $packages"
        return 1
    fi
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        say "$purpose is missing. As an administrator run: apt-get install $packages"
        return 1
    fi
    say "$purpose is missing; installing $packages with apt-get."
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 &&
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# What has to be compiled (llama.cpp, and evdev for the hotkey) needs a compiler and headers.
prepare_compiler() {
    command -v c++ >/dev/null || install_system "A C++ compiler" g++ make ||
        give_up "Without a C++ compiler the language model cannot be built."
    "$1" -c 'import os, sys, sysconfig as s; sys.exit(not os.path.exists(s.get_path("include") + "/Python.h"))' ||
        [ "$(uname)" != Linux ] || install_system "Python's header file" python3-dev ||
        give_up "Without Python's headers the hotkey cannot be built."
}

prepare_portaudio() {
    [ "$(uname)" = Linux ] || return 0
    "$1" -c 'import sys, ctypes.util as c; sys.exit(not c.find_library("portaudio"))' ||
        install_system "PortAudio" libportaudio2 ||
        say "Going on without PortAudio: no microphone and no speaker until it is installed."
}

prepare_environment() {
    local python=$1
    [ -x .venv/bin/python ] && [ -x .venv/bin/uv ] && return
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_system "Python's venv" python3-venv ||
        give_up "Without Python's venv nothing can be set up."
    say "creating the virtual environment .venv."
    "$python" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check uv
}

# prepare LOCK: make .venv hold what LOCK names, and the project itself.
prepare() {
    local lock=$1 python
    cmp -s "$lock" .venv/installed.lock && return
    python=$(find_python) || give_up "Python 3.11 or newer is needed and was not found."
    prepare_compiler "$python"
    prepare_portaudio "$python"
    prepare_environment "$python"
    say "installing packages; llama.cpp is compiled for this processor once, which takes 5 to 15 minutes."
    VIRTUAL_ENV=.venv CMAKE_ARGS="${CMAKE_ARGS:--DLLAVA_BUILD=OFF}" \
        CMAKE_BUILD_PARALLEL_LEVEL="${CMAKE_BUILD_PARALLEL_LEVEL:-$(getconf _NPROCESSORS_ONLN)}" \
        .venv/bin/uv pip install --quiet --compile-bytecode --require-hashes -r "$lock"
    VIRTUAL_ENV=.venv .venv/bin/uv pip install --quiet --no-deps --editable .
    .venv/bin/python -m compileall -q voice_os
    cp "$lock" .venv/installed.lock
}
