<?php
// For probes: the engine of the wiki works, with its settings and data. It tells nobody anything else.
define('NOSESSION', 1);
if (!defined('DOKU_INC')) define('DOKU_INC', '/usr/share/dokuwiki/');
require_once(DOKU_INC . 'inc/init.php');
$info = [];
$works = is_writable($conf['datadir']) && str_contains(p_render('xhtml', p_get_instructions('====== Bereit ======'), $info), 'Bereit') && plugin_load('auth', $conf['authtype']) instanceof auth_plugin_authallmende;
header('Content-Type: text/plain');
header('Cache-Control: no-store');
http_response_code($works ? 200 : 500);
echo $works ? "ready\n" : "not ready\n";
