#!/bin/sh
# Fills $ROOT with Node-RED, the Node it runs on and the few libraries that Node needs. Called by `allmende app build`.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
machine=$(uname -m)
case "$machine" in x86_64) npm_cpu=x64 ;; aarch64) npm_cpu=arm64 ;; *) echo "unknown machine: $machine" >&2; exit 1 ;; esac

# Merged folders as every Debian has them, whatever the packages of this release say.
mkdir -p "$ROOT/usr/bin" "$ROOT/usr/lib" "$ROOT/usr/lib64" "$ROOT/etc" "$ROOT/app" "$ROOT/data" "$ROOT/tmp" "$ROOT/run"
chmod 1777 "$ROOT/tmp"
for folder in bin lib lib64; do ln -s "usr/$folder" "$ROOT/$folder"; done

mkdir "$WORK/debian" "$WORK/node"
(cd "$WORK/debian" && apt-get -qq -o APT::Sandbox::User=root download libc6 libgcc-s1 libstdc++6)
for package in "$WORK"/debian/*.deb; do dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$ROOT"; done
rm -rf "$ROOT/usr/share" "$ROOT/usr/sbin" "$ROOT/sbin" "$ROOT"/usr/lib/*/gconv "$ROOT"/usr/lib/*/audit "$ROOT"/etc/*

cp "$here/package.json" "$here/package-lock.json" "$WORK/node/"
(cd "$WORK/node" && npm ci --ignore-scripts --omit=dev --no-audit --no-fund --prefer-offline --loglevel=error)
mv "$WORK/node/node_modules/node-linux-$npm_cpu/bin/node" "$ROOT/usr/bin/node"
# npm is there to install more nodes, which is switched off: Node-RED only wants to find it. The rest is for those who develop.
find "$WORK/node/node_modules/npm" -mindepth 1 -maxdepth 1 ! -name package.json -exec rm -rf {} +
rm -rf "$WORK"/node/node_modules/node-linux-* "$WORK"/node/node_modules/.bin "$WORK"/node/node_modules/@types
find "$WORK/node/node_modules" -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name 'CHANGELOG*' \) -delete
mv "$WORK/node/node_modules" "$ROOT/app/node_modules"
cp "$here/settings.cjs" "$here/sign-on.cjs" "$here/verify.mjs" "$here/sample.mjs" "$ROOT/app/"

echo 'app:x:10001:10001:app:/data:/nonexistent' >"$ROOT/etc/passwd"
echo 'app:x:10001:' >"$ROOT/etc/group"
