<?php
// Where DokuWiki finds its settings: defaults in the image, what the wiki changes below /data, and what nobody may change in the image again.
define('DOKU_CONF', '/data/conf/');
$defaults = '/etc/dokuwiki/';
$config_cascade = [
    'main' => ['default' => [$defaults . 'dokuwiki.php'], 'local' => [DOKU_CONF . 'local.php'], 'protected' => [$defaults . 'local.protected.php']],
    'license' => ['default' => [$defaults . 'license.php'], 'local' => [DOKU_CONF . 'license.local.php']],
    'mediameta' => ['default' => [$defaults . 'mediameta.php'], 'local' => [DOKU_CONF . 'mediameta.local.php']],
    'manifest' => ['default' => [$defaults . 'manifest.json'], 'local' => [DOKU_CONF . 'manifest.local.json']],
    'acl' => ['default' => DOKU_CONF . 'acl.auth.php'],
    'plainauth.users' => ['default' => DOKU_CONF . 'users.auth.php'],
    'plugins' => ['default' => [$defaults . 'plugins.php'], 'local' => [DOKU_CONF . 'plugins.local.php'], 'protected' => [$defaults . 'plugins.required.php', $defaults . 'plugins.protected.php']],
];
foreach (['acronyms', 'entities', 'interwiki', 'mime', 'scheme', 'smileys', 'wordblock'] as $name) {
    $config_cascade[$name] = ['default' => [$defaults . $name . '.conf'], 'local' => [DOKU_CONF . $name . '.local.conf']];
}
