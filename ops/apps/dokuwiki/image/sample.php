<?php
// For `allmende app test`: `write` saves a page twice and a picture as the wiki does, `read` ends with 0 when page, former version and picture are there.
$what = $argv[1] ?? '';
if (!defined('DOKU_INC')) define('DOKU_INC', '/usr/share/dokuwiki/');
define('NOSESSION', 1);
$_SERVER['HTTP_HOST'] = '127.0.0.1';
$_SERVER['SCRIPT_NAME'] = '/doku.php';
$_SERVER['REMOTE_ADDR'] = '127.0.0.1';
require_once(DOKU_INC . 'inc/init.php');

const PAGE = 'pruefung:haushalt';
const FIRST = "====== Haushalt ======\n\nErste Fassung mit Umlauten: äöüß";
const SECOND = "====== Haushalt ======\n\nZweite Fassung mit Umlauten: äöüß und €";
$picture = mediaFN('pruefung:punkt.png');
$bytes = base64_decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=');

if ($what === 'write') {
    saveWikiText(PAGE, FIRST, 'Für die Prüfung des Pakets');
    // Two versions of one second would be one.
    sleep(1);
    saveWikiText(PAGE, SECOND, 'Für die Prüfung des Pakets');
    io_makeFileDir($picture);
    file_put_contents($picture, $bytes);
    exit(0);
}
$versions = (new dokuwiki\ChangeLog\PageChangeLog(PAGE))->getRevisions(-1, 10);
$problems = array_filter([
    'the page' => rawWiki(PAGE) === SECOND,
    'its former version' => count($versions) >= 2 && rawWiki(PAGE, end($versions)) === FIRST,
    'the picture' => is_file($picture) && file_get_contents($picture) === $bytes,
], fn ($is) => !$is);
foreach (array_keys($problems) as $missing) fwrite(STDERR, "$missing is not as it was written\n");
exit($problems === [] ? 0 : 1);
