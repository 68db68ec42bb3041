<?php
// Says whether the data are whole: settings, rights and pages can be read, old versions can be unpacked, and the running wiki shows its pages. Ends with 0 when they are.
function fail(string $why): never
{
    fwrite(STDERR, "$why\n");
    exit(1);
}

foreach (['acl.auth.php', 'local.php'] as $name) {
    if (!is_readable("/data/conf/$name")) fail("conf/$name cannot be read");
}
$pages = 0;
$first = null;
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator('/data/pages', FilesystemIterator::SKIP_DOTS)) as $file) {
    if ($file->getExtension() !== 'txt') continue;
    $text = file_get_contents($file->getPathname());
    if ($text === false) fail('a page cannot be read');
    $first ??= str_replace('/', ':', substr($file->getPathname(), strlen('/data/pages/'), -4));
    $pages++;
}
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator('/data/attic', FilesystemIterator::SKIP_DOTS)) as $file) {
    if ($file->getExtension() === 'gz' && @gzdecode(file_get_contents($file->getPathname())) === false) fail('an old version of a page is damaged');
}
// As nobody is signed in here, the running wiki answers the probe alone; pages are made into HTML by the same engine.
$context = stream_context_create(['http' => ['timeout' => 10, 'ignore_errors' => true]]);
$body = @file_get_contents('http://127.0.0.1:8080/ready', false, $context);
if ($body !== "ready\n") fail('the wiki answers: ' . ($http_response_header[0] ?? 'nothing'));
if ($first !== null) {
    define('NOSESSION', 1);
    define('DOKU_INC', '/usr/share/dokuwiki/');
    $_SERVER += ['HTTP_HOST' => '127.0.0.1', 'SCRIPT_NAME' => '/doku.php', 'REMOTE_ADDR' => '127.0.0.1'];
    require_once(DOKU_INC . 'inc/init.php');
    $info = [];
    if (rawWiki($first) !== '' && trim((string) p_render('xhtml', p_get_instructions(rawWiki($first)), $info)) === '') fail("$first cannot be shown");
}
echo "$pages pages\n";
