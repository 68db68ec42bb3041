<?php
// Prepares the data of a new wiki, and becomes the web server.
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

// Whoever is let in may read; who is more than a reader may write and upload.
begin('/data/conf/acl.auth.php', "# <?php exit()?>\n*\t@ALL\t1\n*\t@user\t8\n");
begin('/data/conf/local.php', "<?php\n");
if (!is_dir('/data/pages/wiki')) {
    mkdir('/data/pages/wiki', 0750);
    foreach (glob('/app/pages/*.txt') as $page) copy($page, '/data/pages/wiki/' . basename($page));
}

$upload = max(1, min(90, (int) (getenv('UPLOAD_LIMIT') ?: 20)));
$environment = array_merge(getenv(), ['UPLOAD_LIMIT' => (string) $upload, 'REQUEST_LIMIT' => (string) ($upload + 2), 'SEAL' => bin2hex(random_bytes(32)), 'LC_ALL' => 'C.UTF-8']);
pcntl_exec('/usr/sbin/apache2', ['-D', 'FOREGROUND', '-f', '/app/apache.conf'], $environment);
fwrite(STDERR, "the web server could not be started\n");
exit(1);
