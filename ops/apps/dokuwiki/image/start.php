<?php
// Prepares the data of a new wiki, writes the administrator's account from its secret, and becomes the web server.
umask(0027);
foreach (['attic', 'cache', 'conf', 'index', 'locks', 'log', 'media', 'media_attic', 'media_meta', 'meta', 'pages', 'tmp'] as $folder) {
    if (!is_dir("/data/$folder") && !mkdir("/data/$folder", 0750)) exit(1);
}

/** Writes a file that must not be half there; never over one that is. */
function begin(string $file, string $text): void
{
    if (file_exists($file)) return;
    file_put_contents("$file.new", $text);
    rename("$file.new", $file);
}

$head = "# <?php exit()?>\n";
// Whoever reaches the wiki may read; who has an account of the wiki may write and upload.
begin('/data/conf/acl.auth.php', $head . "*\t@ALL\t1\n*\t@user\t8\n");
begin('/data/conf/users.auth.php', $head);
begin('/data/conf/local.php', "<?php\n");
if (!is_dir('/data/pages/wiki')) {
    mkdir('/data/pages/wiki', 0750);
    foreach (glob('/app/pages/*.txt') as $page) copy($page, '/data/pages/wiki/' . basename($page));
}

// This account comes from the secret of the instance, also after data of another instance were brought here.
$hash = password_hash(trim(file_get_contents('/run/app/admin-password')), PASSWORD_BCRYPT);
file_put_contents('/tmp/users.protected.php', $head . "admin:$hash:Administration:admin@wiki.invalid:admin,user\n");
chmod('/tmp/users.protected.php', 0400);

$upload = max(1, min(90, (int) (getenv('UPLOAD_LIMIT') ?: 20)));
$environment = array_merge(getenv(), ['UPLOAD_LIMIT' => (string) $upload, 'REQUEST_LIMIT' => (string) ($upload + 2)]);
pcntl_exec('/usr/sbin/lighttpd', ['-D', '-f', '/app/lighttpd.conf'], $environment);
fwrite(STDERR, "the web server could not be started\n");
exit(1);
