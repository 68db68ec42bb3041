<?php
// SPDX-License-Identifier: EUPL-1.2
if (!defined('DOKU_INC')) die();

/**
 * Takes over who mod_auth_openidc has signed in. It knows people by what the web server itself set for this request and by nothing that a browser sent; passwords do not exist here.
 *
 * Rights: whoever controls the authority's instances is `admin`; everybody else with access is `user` and edits; whoever is nothing but auditor there is `reader`. Beside that everybody is in the groups of their roles (`caseworker` …), so that
 * a wiki can open a namespace to one of them.
 */
class auth_plugin_authallmende extends DokuWiki_Auth_Plugin
{
    private const PEOPLE = DOKU_CONF . 'people';

    public function __construct()
    {
        parent::__construct();
        $this->cando['external'] = true;
        $this->cando['logout'] = true;
        $this->success = true;
    }

    /** @inheritdoc */
    public function trustExternal($user, $pass, $sticky = false)
    {
        global $USERINFO;
        $name = $this->cleanUser((string) ($_SERVER['REMOTE_USER'] ?? ''));
        // The claims stand there only when the module signed the person in.
        if ($name === '' || !isset($_SERVER['OIDC_CLAIM_sub'])) {
            unset($_SERVER['REMOTE_USER']);
            return false;
        }
        $USERINFO = [
            'name' => trim((string) ($_SERVER['OIDC_CLAIM_name'] ?? '')) ?: $name,
            'mail' => (string) ($_SERVER['OIDC_CLAIM_email'] ?? ''),
            'grps' => $this->groupsOf(self::listed('OIDC_CLAIM_groups'), self::listed('OIDC_CLAIM_roles')),
        ];
        $_SERVER['REMOTE_USER'] = $name;
        if (session_status() === PHP_SESSION_ACTIVE) {
            $_SESSION[DOKU_COOKIE]['auth']['user'] = $name;
            $_SESSION[DOKU_COOKIE]['auth']['pass'] = '';
            $_SESSION[DOKU_COOKIE]['auth']['info'] = $USERINFO;
        }
        $this->remember($name, $USERINFO);
        return true;
    }

    /** Out of the wiki, and on to the sign-out of the platform. */
    public function logOff()
    {
        // Nobody is signed in here: the web server would only ask again.
        if (!isset($_SERVER['OIDC_CLAIM_sub'])) return;
        $secure = ($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '') === 'https';
        $address = ($secure ? 'https' : 'http') . '://' . $_SERVER['HTTP_HOST'] . '/';
        send_redirect($address . 'auth/callback?logout=' . rawurlencode($address));
    }

    /** @inheritdoc Others are known by name and address once they were here. */
    public function getUserData($user, $requireGroups = true)
    {
        global $USERINFO;
        $user = $this->cleanUser((string) $user);
        if ($user !== '' && $user === ($_SERVER['REMOTE_USER'] ?? '') && is_array($USERINFO)) return $USERINFO;
        $known = @json_decode((string) @file_get_contents(self::fileOf($user)), true);
        return is_array($known) && ($known['user'] ?? '') === $user ? ['name' => $known['name'], 'mail' => $known['mail'], 'grps' => []] : false;
    }

    /** @inheritdoc */
    public function isCaseSensitive()
    {
        return false;
    }

    /** @inheritdoc A leading @ would be a group. */
    public function cleanUser($user)
    {
        return ltrim(mb_strtolower(preg_replace('/[\s\x00-\x1f\x7f:"]+/u', '', $user) ?? ''), '@');
    }

    /** @inheritdoc */
    public function cleanGroup($group)
    {
        return preg_replace('/[^a-z0-9-]+/', '', strtolower((string) $group));
    }

    private function groupsOf(array $given, array $roles): array
    {
        $roles = array_values(array_filter(array_map([$this, 'cleanGroup'], $roles)));
        $own = array_diff($roles, ['admin', 'user', 'reader']);
        if (in_array('admin', $given, true)) return array_merge(['admin', 'user'], $own);
        $onlyReads = $roles === ['auditor'] || !in_array('user', $given, true);
        return array_merge([$onlyReads ? 'reader' : 'user'], $own);
    }

    private static function listed(string $claim): array
    {
        return array_values(array_filter(array_map('trim', explode(',', (string) ($_SERVER[$claim] ?? '')))));
    }

    private static function fileOf(string $user): string
    {
        return self::PEOPLE . '/' . hash('sha256', $user) . '.json';
    }

    // So that the history of a page names people and not their addresses.
    private function remember(string $user, array $info): void
    {
        $text = json_encode(['user' => $user, 'name' => $info['name'], 'mail' => $info['mail']], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
        $file = self::fileOf($user);
        if (@file_get_contents($file) === $text) return;
        if (!is_dir(self::PEOPLE)) @mkdir(self::PEOPLE, 0750);
        $new = $file . '.' . bin2hex(random_bytes(6));
        if (@file_put_contents($new, $text) !== false) rename($new, $file);
    }
}
