# Sourced by app/run and tests/run: installs what app/packages.txt lists and this machine lacks.
# Usage: wenda_install SCOPE...   (run, test, bench … as in packages.txt)

wenda_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

wenda_install() {
    local wanted missing=() package scope
    wanted=" $* "
    while read -r package scope _; do
        case $package in '' | '#'*) continue ;; esac
        case $wanted in *" $scope "*) ;; *) continue ;; esac
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            missing+=("$package")
    done <"$wenda_root/app/packages.txt"
    [ ${#missing[@]} -gt 0 ] || return 0

    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "缺少软件包：${missing[*]}；请以 root 身份运行，或先安装 sudo。" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "安装缺少的软件包：${missing[*]}" >&2
    "${as_root[@]}" apt-get update -qq >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}
