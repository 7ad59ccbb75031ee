# What the program and its tests need from the system. Sourced by app/run and tests/run.

packages_to_build=(g++ cmake ninja-build libeigen3-dev libspectra-dev nlohmann-json3-dev libcli11-dev
  qt6-base-dev qt6-charts-dev qt6-svg-dev libqt6opengl6-dev libgl-dev)
packages_to_test=(libgtest-dev libbenchmark-dev)

# install_missing PACKAGE…: installs what is not there yet, with sudo only if that is needed.
install_missing() {
  if ! command -v apt-get >/dev/null; then
    have_tools && return 0
    name_packages
    return 1
  fi
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [[ ${#missing[@]} -eq 0 ]] && return 0
  echo "Installing: ${missing[*]}"
  local as_root=()
  [[ $(id -u) -eq 0 ]] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq || true
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

have_tools() { command -v cmake >/dev/null && command -v ninja >/dev/null && [[ ${LOSSARIUM_PACKAGES:-} == installed ]]; }

name_packages() {
  cat >&2 <<'TEXT'
There is no apt-get here. Install these packages, then call again with LOSSARIUM_PACKAGES=installed:
  Fedora:   sudo dnf install gcc-c++ cmake ninja-build eigen3-devel spectra-devel json-devel cli11-devel qt6-qtbase-devel qt6-qtcharts-devel qt6-qtsvg-devel gtest-devel google-benchmark-devel
  Arch:     sudo pacman -S gcc cmake ninja eigen spectra nlohmann-json cli11 qt6-base qt6-charts qt6-svg gtest benchmark
  Homebrew: brew install cmake ninja eigen spectra nlohmann-json cli11 qt googletest google-benchmark
TEXT
}
