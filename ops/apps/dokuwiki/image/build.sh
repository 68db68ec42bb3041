#!/bin/sh
# Fills $ROOT with DokuWiki from Debian, PHP and Apache with the module that signs people in (mod_auth_openidc). Called by `allmende app build`.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)

# Merged folders as every Debian has them, whatever the packages of this release say.
mkdir -p "$ROOT/usr/bin" "$ROOT/usr/sbin" "$ROOT/usr/lib" "$ROOT/usr/lib64" "$ROOT/etc" "$ROOT/app" "$ROOT/data" "$ROOT/tmp" "$ROOT/run"
chmod 1777 "$ROOT/tmp"
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$ROOT/$folder"; done

# What these need, asked of apt for an empty machine; without what only an administrator of a whole machine needs.
mkdir "$WORK/debian"
: >"$WORK/empty"
wanted=$(apt-get -qq -o Dir::State::status="$WORK/empty" -o Debug::NoLocking=1 --no-install-recommends --print-uris install dokuwiki apache2-bin libapache2-mod-auth-openidc libapache2-mod-php php-cli php-xml php-mbstring ca-certificates |
  sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" |
  grep -Ev '^(apache2$|apache2-(data|utils)|apt|dpkg|debconf|perl|php$|php-(common|cgi|fpm|cli|curl|intl|xml|mbstring)$|php[0-9.]+$|php[0-9.]+-(cgi|fpm|curl|intl|readline)$|libapache2-mod-php$|lighttpd|systemd|init-system|usrmerge|ucf|sensible|psmisc|mount|dmsetup|openssl|mailcap|tar$|gcc-|javascript-common|media-types|mime-support)' |
  grep -Ev '^lib(acl|apparmor|audit|blkid|bsd|bz2|cap|cryptsetup|curl3|db5|devmapper|edit|fdisk|file-find|gcrypt|gdbm|gpg|ip4tc|json-c|kmod|lua|magic|md0|mount|number|pam|perl|seccomp|selinux|smartcols|sqlite|systemd|text-glob|tinfo|udev|aprutil1-(dbd|ldap))')
(cd "$WORK/debian" && apt-get -qq -o APT::Sandbox::User=root download $wanted)
for package in "$WORK"/debian/*.deb; do dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$ROOT"; done

modules="$ROOT/usr/lib/apache2/modules"
module=$(basename "$modules"/libphp?*.so)
version=${module#libphp}
version=${version%.so}
ln -s "$module" "$modules/libphp.so"
ln -s "php$version" "$ROOT/usr/bin/php"
# Of the web server only what apache.conf loads stays.
for file in "$modules"/*.so; do
  name=$(basename "$file")
  case "$name" in "$module" | libphp.so) continue ;; esac
  grep -q "modules/$name\$" "$here/apache.conf" || rm "$file"
done
# The modules of PHP are switched on by scripts of Debian that do not run here.
mkdir -p "$ROOT/etc/php/$version/apache2/conf.d" "$ROOT/etc/php/$version/cli/conf.d"
extensions=$(cd "$ROOT"/usr/lib/php/20*/ && ls)
for name in mbstring.so xml.so dom.so simplexml.so xmlreader.so xmlwriter.so ctype.so iconv.so tokenizer.so fileinfo.so posix.so exif.so; do
  case "$extensions" in *"$name"*) echo "extension=$name" >>"$WORK/wiki.ini" ;; *) echo "PHP lacks $name" >&2; exit 1 ;; esac
done
echo "zend_extension=opcache.so" >>"$WORK/wiki.ini"
cat "$here/php.ini" >>"$WORK/wiki.ini"
cp "$here/uploads.ini" "$ROOT/etc/php/$version/apache2/conf.d/"
for kind in apache2 cli; do cp "$WORK/wiki.ini" "$ROOT/etc/php/$version/$kind/conf.d/wiki.ini"; cp "$ROOT/usr/lib/php/$version/php.ini-production" "$ROOT/etc/php/$version/$kind/php.ini"; done
# Debian puts the certificates of authorities into one file by a script that does not run here either.
mkdir -p "$ROOT/etc/ssl/certs"
cat "$ROOT"/usr/share/ca-certificates/mozilla/*.crt >"$ROOT/etc/ssl/certs/ca-certificates.crt"

# The pages that a new wiki begins with; everything that changes lies below /data.
cp -r "$ROOT/var/lib/dokuwiki/data/pages/wiki" "$ROOT/app/pages"
for part in plugins tpl; do rm "$ROOT/usr/share/dokuwiki/lib/$part"; mv "$ROOT/var/lib/dokuwiki/lib/$part" "$ROOT/usr/share/dokuwiki/lib/$part"; done
# No plugin is installed from outside, nothing is reported to others, nothing is set up by a page.
(cd "$ROOT/usr/share/dokuwiki" && rm -rf install.php bin/plugin.php lib/plugins/testing lib/plugins/extension lib/plugins/popularity lib/plugins/authad lib/plugins/authldap lib/plugins/authpdo lib/plugins/logviewer)
# What the licences ask to go along stays.
find "$ROOT/usr/share/doc" -mindepth 1 ! -type d ! -name copyright -delete
rm -rf "$ROOT/usr/share/man" "$ROOT/usr/share/locale" "$ROOT/usr/share/lintian" "$ROOT/usr/share/bug" "$ROOT/usr/share/icu" "$ROOT/usr/share/ca-certificates" "$ROOT"/usr/lib/*/gconv "$ROOT"/usr/lib/*/audit "$ROOT/usr/lib/systemd" "$ROOT/usr/lib/cgi-bin" "$ROOT/var" "$ROOT/etc/default" \
  "$ROOT/etc/init.d" "$ROOT/etc/cron.daily" "$ROOT/etc/logrotate.d" "$ROOT/etc/apache2" "$ROOT/etc/dokuwiki/users.auth.php" "$ROOT/etc/dokuwiki/acl.auth.php"

cp "$here/preload.php" "$ROOT/usr/share/dokuwiki/inc/preload.php"
cp "$here/local.protected.php" "$here/plugins.protected.php" "$ROOT/etc/dokuwiki/"
cp -r "$here/authallmende" "$ROOT/usr/share/dokuwiki/lib/plugins/authallmende"
cp "$here/start.php" "$here/verify.php" "$here/sample.php" "$here/ready.php" "$here/apache.conf" "$here/problem.html" "$ROOT/app/"
echo 'app:x:10001:10001:app:/data:/nonexistent' >"$ROOT/etc/passwd"
echo 'app:x:10001:' >"$ROOT/etc/group"
