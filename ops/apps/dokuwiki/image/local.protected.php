<?php
// What the order and the platform decide; the pages for settings show it and cannot change it.
$conf['savedir'] = '/data';
$conf['lang'] = getenv('WIKI_LANGUAGE') ?: 'de';
$conf['license'] = getenv('WIKI_LICENSE') === 'none' ? '' : (getenv('WIKI_LICENSE') ?: '');
$conf['title'] = getenv('ALLMENDE_TITLE') ?: 'DokuWiki';
$conf['useacl'] = 1;
$conf['superuser'] = '@admin';
$conf['manager'] = '';
$conf['defaultgroup'] = 'user';
// People are the platform's: who they are and which groups they have comes with their sign-in.
$conf['authtype'] = 'authallmende';
$conf['showuseras'] = 'username';
$conf['disableactions'] = 'login,register,resendpwd,profile,profile_delete';
$conf['updatecheck'] = 0;
$conf['fetchsize'] = 0;
$conf['remote'] = 0;
$conf['im_convert'] = '';
$conf['compression'] = 'gz';
// The gateway ends TLS; only over it does anybody come here.
$conf['securecookie'] = (getenv('ALLMENDE_ADDRESS') ?: '') !== '' && str_starts_with(getenv('ALLMENDE_ADDRESS'), 'https:') ? 1 : 0;
$conf['baseurl'] = '';
