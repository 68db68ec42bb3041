<?php
// Says whether the data are whole: settings, accounts and pages can be read, old versions can be unpacked, and the running wiki shows its pages. Ends with 0 when they are.
function fail(string $why): never
{
    fwrite(STDERR, "$why\n");
    exit(1);
}

foreach (['acl.auth.php', 'users.auth.php', 'local.php'] as $name) {
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
$context = stream_context_create(['http' => ['timeout' => 10, 'ignore_errors' => true]]);
foreach ($first === null ? ['/doku.php'] : ['/doku.php', '/doku.php?do=export_raw&id=' . rawurlencode($first)] as $path) {
    $body = @file_get_contents("http://127.0.0.1:8080$path", false, $context);
    $status = $http_response_header[0] ?? 'nothing';
    if ($body === false || !preg_match('/ [23]\d\d /', "$status ")) fail("$path answers: $status");
}
echo "$pages pages\n";
