# Finds a JDK for us. Source it, then call `find_jdk`; it sets JDK_HOME, or says what to install and fails.
#
# Asked in this order: KIBAN_JAVA, JAVA_HOME, the java on the PATH, and the places where JDKs are kept.
# A JDK's `release` file tells its version, so that no JVM is started to find out.

JDK_NEEDED=25

find_jdk() {
    if [ -n "${KIBAN_JAVA:-}" ]; then
        JDK_HOME=$(jdk_home_of "$KIBAN_JAVA")
        jdk_is_good "$JDK_HOME" && return 0
        echo "kiban: KIBAN_JAVA=$KIBAN_JAVA is no JDK $JDK_NEEDED or newer: point it at one, or unset it" >&2
        return 1
    fi
    for JDK_HOME in \
        "${JAVA_HOME:-}" \
        "$(jdk_home_of "$(command -v java 2>/dev/null)")" \
        /usr/lib/jvm/* /usr/java/* /opt/java/* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        jdk_is_good "$JDK_HOME" && return 0
    done
    say_what_to_install >&2
    return 1
}

# A compiler too, not only a JVM: the first use builds.
jdk_is_good() {
    [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    jdk_version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    [ "${jdk_version:-0}" -ge "$JDK_NEEDED" ]
}

# Of a home, the home; of a java program, the home it really belongs to.
jdk_home_of() {
    jdk_path=$1
    if [ -d "$jdk_path" ] || [ -z "$jdk_path" ]; then
        printf '%s' "$jdk_path"
        return
    fi
    while [ -L "$jdk_path" ]; do
        jdk_link=$(readlink "$jdk_path")
        case $jdk_link in
            /*) jdk_path=$jdk_link ;;
            *) jdk_path=$(dirname "$jdk_path")/$jdk_link ;;
        esac
    done
    dirname "$(dirname "$jdk_path")"
}

say_what_to_install() {
    echo "kiban: needs a JDK $JDK_NEEDED or newer, and found none. Install one, for example:"
    case $(uname -s) in
        Darwin)
            echo "  brew install openjdk"
            ;;
        *)
            echo "  sudo apt-get install openjdk-25-jdk-headless   # Debian, Ubuntu; or temurin-25-jdk from adoptium.net"
            echo "  sudo dnf install java-25-openjdk-devel         # Fedora"
            ;;
    esac
    echo "  sdk install java 25-tem                        # anywhere, with https://sdkman.io"
    echo "It is found in JAVA_HOME, on the PATH and where these put it; KIBAN_JAVA=/path/to/jdk names another."
}
