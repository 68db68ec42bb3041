#!/bin/sh
# Fills $ROOT with busybox and the command line of PostgreSQL from Debian. Called by `allmende app build`.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
version=$(apt-cache depends postgresql-client | sed -n 's/^ *Depends: postgresql-client-\([0-9][0-9]*\)$/\1/p' | head -n 1)
stage="$WORK/stage"
for place in "$stage" "$ROOT"; do
  mkdir -p "$place/usr/bin" "$place/usr/sbin" "$place/usr/lib" "$place/usr/lib64" "$place/etc"
  for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$place/$folder"; done
done
mkdir -p "$ROOT/app" "$ROOT/tmp" "$ROOT/run"
chmod 1777 "$ROOT/tmp"
mkdir "$WORK/debian"
: >"$WORK/empty"
wanted=$(apt-get -qq -o Dir::State::status="$WORK/empty" -o Debug::NoLocking=1 --no-install-recommends --print-uris install "postgresql-client-$version" busybox-static |
  sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" | grep -E "^(lib.*|zlib1g|postgresql-client-$version|busybox-static)\$" | grep -Ev '^lib(perl|systemd-shared|json-perl)')
(cd "$WORK/debian" && apt-get -qq -o APT::Sandbox::User=root download $wanted)
for package in "$WORK"/debian/*.deb; do dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$stage"; done
cp "$stage/usr/lib/postgresql/$version/bin/psql" "$ROOT/usr/bin/psql"
loader=$(ls "$stage"/usr/lib64/ld-linux-x86-64.so.2 "$stage"/usr/lib/ld-linux-aarch64.so.1 "$stage"/usr/lib/*/ld-linux-*.so.[12] 2>/dev/null | head -n 1)
libraries=$(dirname "$(ls "$stage"/usr/lib/*/libc.so.6)")
"$loader" --library-path "$libraries" --list "$ROOT/usr/bin/psql" | sed -n 's/.* => \(.*\) (0x.*/\1/p' | sort -u >"$WORK/libraries"
mkdir -p "$ROOT${libraries#"$stage"}"
while read -r file; do cp -L "$file" "$ROOT${libraries#"$stage"}/"; done <"$WORK/libraries"
for name in usr/lib64/ld-linux-x86-64.so.2 usr/lib/ld-linux-aarch64.so.1; do [ ! -e "$stage/$name" ] || cp -L "$stage/$name" "$ROOT/$name"; done
cp "$stage/usr/bin/busybox" "$ROOT/usr/bin/busybox"
for tool in sh cat grep httpd nc printf sed sleep tr env; do ln -s busybox "$ROOT/usr/bin/$tool"; done
cp "$here/start" "$here/entries" "$ROOT/app/"
mkdir -p "$ROOT/app/pages/cgi-bin"
cp "$here/page" "$ROOT/app/pages/cgi-bin/entries"
chmod 0755 "$ROOT/app/pages/cgi-bin/entries"
echo ready >"$ROOT/app/pages/ready.txt"
echo 'app:x:10001:10001:app:/tmp:/nonexistent' >"$ROOT/etc/passwd"
echo 'app:x:10001:' >"$ROOT/etc/group"
