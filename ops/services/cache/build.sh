#!/bin/sh
# Fills $ROOT with Redis from Debian (7.0, the last under the BSD licence) and the few libraries that it needs. Called by `allmende app build` for packages that need a cache.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
stage="$WORK/stage"
for place in "$stage" "$ROOT"; do
  mkdir -p "$place/usr/bin" "$place/usr/sbin" "$place/usr/lib" "$place/usr/lib64" "$place/etc"
  for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$place/$folder"; done
done
mkdir -p "$ROOT/app" "$ROOT/tmp" "$ROOT/run"
chmod 1777 "$ROOT/tmp"

# Debian 13 has its free successor instead.
server=redis
apt-cache show redis-server 2>/dev/null | grep -q '^Version: 5:[0-7]\.0' || server=valkey
mkdir "$WORK/debian"
: >"$WORK/empty"
wanted=$(apt-get -qq -o Dir::State::status="$WORK/empty" -o Debug::NoLocking=1 --no-install-recommends --print-uris install "$server-server" busybox-static |
  sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" | grep -E "^(lib.*|zlib1g|$server-server|$server-tools|busybox-static)\$" | grep -Ev '^lib(perl|systemd-shared)')
(cd "$WORK/debian" && apt-get -qq -o APT::Sandbox::User=root download $wanted)
for package in "$WORK"/debian/*.deb; do dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$stage"; done

# The server's name is a link to one of its tools in some releases.
cp -L "$stage/usr/bin/$server-server" "$ROOT/usr/bin/cache-server"
loader=$(ls "$stage"/usr/lib64/ld-linux-x86-64.so.2 "$stage"/usr/lib/ld-linux-aarch64.so.1 "$stage"/usr/lib/*/ld-linux-*.so.[12] 2>/dev/null | head -n 1)
libraries=$(dirname "$(ls "$stage"/usr/lib/*/libc.so.6)")
"$loader" --library-path "$libraries" --list "$ROOT/usr/bin/cache-server" | sed -n 's/.* => \(.*\) (0x.*/\1/p' | sort -u >"$WORK/libraries"
mkdir -p "$ROOT${libraries#"$stage"}"
while read -r file; do
  case "$file" in "$stage"/*) cp -L "$file" "$ROOT${libraries#"$stage"}/" ;; *) echo "outside of the packages: $file" >&2; exit 1 ;; esac
done <"$WORK/libraries"
for name in usr/lib64/ld-linux-x86-64.so.2 usr/lib/ld-linux-aarch64.so.1; do [ ! -e "$stage/$name" ] || cp -L "$stage/$name" "$ROOT/$name"; done

cp "$stage/usr/bin/busybox" "$ROOT/usr/bin/busybox"
for tool in sh cat sleep tar true; do ln -s busybox "$ROOT/usr/bin/$tool"; done
cp "$here/start" "$ROOT/app/"
echo 'cache:x:10012:10012:cache:/tmp:/nonexistent' >"$ROOT/etc/passwd"
echo 'cache:x:10012:' >"$ROOT/etc/group"
