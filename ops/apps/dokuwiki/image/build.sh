#!/bin/sh
# Fills $ROOT with DokuWiki from Debian, PHP and a small web server. Called by `allmende app build`.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)

# Merged folders as every Debian has them, whatever the packages of this release say.
mkdir -p "$ROOT/usr/bin" "$ROOT/usr/sbin" "$ROOT/usr/lib" "$ROOT/usr/lib64" "$ROOT/etc" "$ROOT/app" "$ROOT/data" "$ROOT/tmp" "$ROOT/run"
chmod 1777 "$ROOT/tmp"
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$ROOT/$folder"; done

# What these need, asked of apt for an empty machine; without what only an administrator of a whole machine needs.
mkdir "$WORK/debian"
: >"$WORK/empty"
wanted=$(apt-get -qq -o Dir::State::status="$WORK/empty" -o Debug::NoLocking=1 --no-install-recommends --print-uris install dokuwiki lighttpd php-cgi php-cli php-xml php-mbstring |
  sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" |
  grep -Ev '^(apache2|apt|dpkg|debconf|perl|php$|php-(common|cgi|cli|curl|intl|xml|mbstring)$|php[0-9.]+$|php[0-9.]+-(curl|intl|readline)$|systemd|init-system|usrmerge|ucf|sensible|psmisc|mount|dmsetup|tar$|gcc-|javascript-common|media-types)' |
  grep -Ev '^lib(apache2|apparmor|apr|audit|blkid|brotli|bsd|cap|com-err|cryptsetup|curl|db|devmapper|edit|fdisk|file-find|gcrypt|gdbm|gmp|gnutls|gpg|gssapi|hogweed|idn|ip4tc|jansson|json|k5|keyutils|kmod|krb5|ldap|lua|lz4|magic|md0|mount|nghttp2|number|p11|pam|perl|psl|rtmp|sasl|seccomp|selinux|smartcols|sqlite|ssh2|systemd|tasn|text-glob|tinfo|udev|unistring|uuid)')
(cd "$WORK/debian" && apt-get -qq -o APT::Sandbox::User=root download $wanted)
for package in "$WORK"/debian/*.deb; do dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$ROOT"; done

php=$(basename "$ROOT"/usr/bin/php-cgi?*)
version=${php#php-cgi}
ln -s "$php" "$ROOT/usr/bin/php-cgi"
ln -s "php$version" "$ROOT/usr/bin/php"
# The modules of PHP are switched on by scripts of Debian that do not run here.
mkdir -p "$ROOT/etc/php/$version/cgi/conf.d" "$ROOT/etc/php/$version/cli/conf.d"
extensions=$(cd "$ROOT"/usr/lib/php/20*/ && ls)
for name in mbstring.so xml.so dom.so simplexml.so xmlreader.so xmlwriter.so ctype.so iconv.so tokenizer.so fileinfo.so posix.so exif.so; do
  case "$extensions" in *"$name"*) echo "extension=$name" >>"$WORK/wiki.ini" ;; *) echo "PHP lacks $name" >&2; exit 1 ;; esac
done
echo "zend_extension=opcache.so" >>"$WORK/wiki.ini"
cat "$here/php.ini" >>"$WORK/wiki.ini"
cp "$here/uploads.ini" "$ROOT/etc/php/$version/cgi/conf.d/"
for kind in cgi cli; do cp "$WORK/wiki.ini" "$ROOT/etc/php/$version/$kind/conf.d/wiki.ini"; cp "$ROOT/usr/lib/php/$version/php.ini-production" "$ROOT/etc/php/$version/$kind/php.ini"; done

# The pages that a new wiki begins with; everything that changes lies below /data.
cp -r "$ROOT/var/lib/dokuwiki/data/pages/wiki" "$ROOT/app/pages"
for part in plugins tpl; do rm "$ROOT/usr/share/dokuwiki/lib/$part"; mv "$ROOT/var/lib/dokuwiki/lib/$part" "$ROOT/usr/share/dokuwiki/lib/$part"; done
# No plugin is installed from outside, nothing is reported to others, nothing is set up by a page.
(cd "$ROOT/usr/share/dokuwiki" && rm -rf install.php bin/plugin.php lib/plugins/testing lib/plugins/extension lib/plugins/popularity lib/plugins/authad lib/plugins/authldap lib/plugins/authpdo lib/plugins/logviewer)
rm -rf "$ROOT/usr/share/doc" "$ROOT/usr/share/man" "$ROOT/usr/share/locale" "$ROOT/usr/share/lintian" "$ROOT/usr/share/bug" "$ROOT/usr/share/icu" "$ROOT"/usr/lib/*/gconv "$ROOT"/usr/lib/*/audit "$ROOT/usr/lib/systemd" "$ROOT/usr/lib/cgi-bin" "$ROOT/var" "$ROOT/etc/default" \
  "$ROOT/etc/init.d" "$ROOT/etc/cron.daily" "$ROOT/etc/logrotate.d" "$ROOT/etc/apache2" "$ROOT/etc/lighttpd" "$ROOT/etc/dokuwiki/users.auth.php" "$ROOT/etc/dokuwiki/acl.auth.php"

cp "$here/preload.php" "$ROOT/usr/share/dokuwiki/inc/preload.php"
cp "$here/local.protected.php" "$here/plugins.protected.php" "$ROOT/etc/dokuwiki/"
cp "$here/start.php" "$here/verify.php" "$here/sample.php" "$here/lighttpd.conf" "$ROOT/app/"
echo 'app:x:10001:10001:app:/data:/nonexistent' >"$ROOT/etc/passwd"
echo 'app:x:10001:' >"$ROOT/etc/group"
