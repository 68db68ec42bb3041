#!/bin/sh
# Fills $ROOT with PostgreSQL from Debian and the few libraries that it needs. Called by `allmende app build` for packages that need a database.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
version=$(apt-cache depends postgresql | sed -n 's/^ *Depends: postgresql-\([0-9][0-9]*\)$/\1/p' | head -n 1)
[ -n "$version" ] || { echo "apt knows no package postgresql" >&2; exit 1; }

# Merged folders as every Debian has them, whatever the packages of this release say.
stage="$WORK/stage"
for place in "$stage" "$ROOT"; do
  mkdir -p "$place/usr/bin" "$place/usr/sbin" "$place/usr/lib" "$place/usr/lib64" "$place/etc"
  for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$place/$folder"; done
done
mkdir -p "$ROOT/app" "$ROOT/data" "$ROOT/dump" "$ROOT/tmp" "$ROOT/run" "$ROOT/usr/share"
chmod 1777 "$ROOT/tmp"

# What these need, asked of apt for an empty machine. Only programs, libraries, time zones and one locale are taken from it, and not the compiler that would speed up long reports.
mkdir "$WORK/debian"
: >"$WORK/empty"
wanted=$(apt-get -qq -o Dir::State::status="$WORK/empty" -o Debug::NoLocking=1 --no-install-recommends --print-uris install "postgresql-$version" busybox-static tzdata libc-bin |
  sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" | grep -E "^(lib.*|zlib1g|postgresql-$version|postgresql-client-$version|busybox-static|tzdata)\$" | grep -Ev '^lib(llvm|perl|json-perl|ipc-run-perl|systemd-shared)')
(cd "$WORK/debian" && apt-get -qq -o APT::Sandbox::User=root download $wanted)
for package in "$WORK"/debian/*.deb; do dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$stage"; done

own="usr/lib/postgresql/$version"
mkdir -p "$ROOT/$own/bin" "$ROOT/usr/share/postgresql"
for program in postgres initdb pg_ctl pg_isready pg_dump psql; do cp "$stage/$own/bin/$program" "$ROOT/$own/bin/"; done
cp -r "$stage/$own/lib" "$ROOT/$own/lib"
rm -rf "$ROOT/$own/lib"/llvmjit* "$ROOT/$own/lib/bitcode" "$ROOT/$own/lib/pgxs"
cp -rL "$stage/usr/share/postgresql/$version" "$ROOT/usr/share/postgresql/$version"
rm -rf "$ROOT/usr/share/postgresql/$version/man"
ln -s "$version" "$ROOT/usr/lib/postgresql/current"
cp -r "$stage/usr/share/zoneinfo" "$ROOT/usr/share/zoneinfo"
rm -rf "$ROOT/usr/share/zoneinfo/right" "$ROOT/usr/share/zoneinfo/posix"
mkdir "$ROOT/usr/lib/locale" && cp -r "$stage/usr/lib/locale/C.utf8" "$ROOT/usr/lib/locale/"

# The libraries that the programs name, and those that they name in turn.
loader=$(ls "$stage"/usr/lib64/ld-linux-x86-64.so.2 "$stage"/usr/lib/ld-linux-aarch64.so.1 "$stage"/usr/lib/*/ld-linux-*.so.[12] 2>/dev/null | head -n 1)
libraries=$(dirname "$(ls "$stage"/usr/lib/*/libc.so.6)")
for file in "$ROOT/$own"/bin/* "$ROOT/$own"/lib/*.so; do "$loader" --library-path "$libraries" --list "$file"; done | sed -n 's/.* => \(.*\) (0x.*/\1/p' | sort -u >"$WORK/libraries"
mkdir -p "$ROOT${libraries#"$stage"}"
while read -r file; do
  case "$file" in "$stage"/*) cp -L "$file" "$ROOT${libraries#"$stage"}/" ;; *) echo "outside of the packages: $file" >&2; exit 1 ;; esac
done <"$WORK/libraries"
for name in usr/lib64/ld-linux-x86-64.so.2 usr/lib/ld-linux-aarch64.so.1; do [ ! -e "$stage/$name" ] || cp -L "$stage/$name" "$ROOT/$name"; done

cp "$stage/usr/bin/busybox" "$ROOT/usr/bin/busybox"
for tool in sh cat chmod env false grep ls mkdir mv rm sleep sync tar true; do ln -s busybox "$ROOT/usr/bin/$tool"; done
cp "$here/start" "$here/dump" "$here/postgresql.conf" "$here/pg_hba.conf" "$ROOT/app/"
echo 'postgres:x:10011:10011:postgres:/data:/nonexistent' >"$ROOT/etc/passwd"
echo 'postgres:x:10011:' >"$ROOT/etc/group"
