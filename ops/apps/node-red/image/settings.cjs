'use strict';
// Settings of Node-RED: https://nodered.org/docs/user-guide/runtime/configuration
const { createHash, timingSafeEqual } = require('node:crypto');
const { readFileSync, writeFileSync } = require('node:fs');

const DATA = '/data';
const KEY = `${DATA}/credential-secret`;

/** The key under which flows keep their credentials. It lies beside them, so that a backup can be read in another instance and after leaving the platform. */
function credentialSecret() {
  try {
    writeFileSync(KEY, readFileSync('/run/app/credentials', 'utf8').trim(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  return readFileSync(KEY, 'utf8');
}

const digest = (text) => createHash('sha256').update(text).digest();
const given = readFileSync('/run/app/admin-password', 'utf8').trim();
const password = digest(given);
const admin = { username: 'admin', permissions: '*' };
// The programs of this package ask the editor by this token, however people sign in.
const tokens = [{ token: given, user: 'admin', scope: '*' }];

/** In the trial of a package there is no platform to sign in at, and in a cluster for trying out its address leads from here to nowhere: there people sign in with the password. */
function signOn() {
  const { OIDC_METADATA: metadata, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, ALLMENDE_ADDRESS: address } = process.env;
  if (!metadata || /^(?:localhost|.*\.localhost|127\.[0-9.]+|\[::1\])$/u.test(new URL(metadata).hostname)) return undefined;
  return require('./sign-on.cjs').createSignOn({ metadata, clientId, clientSecret, address, load: async () => ({ openid: await import('openid-client'), jose: await import('jose') }) });
}
const platform = signOn();
const adminAuth = platform
  ? { type: 'strategy', strategy: platform.strategy, sessionExpiryTime: platform.longestSeconds, tokens, users: async (name) => (name === 'admin' ? admin : platform.find(name)) }
  : { type: 'credentials', tokens, users: async (name) => (name === 'admin' ? admin : null), authenticate: async (name, typed) => (name === 'admin' && timingSafeEqual(digest(String(typed)), password) ? admin : null) };

module.exports = {
  uiHost: '0.0.0.0',
  uiPort: 1880,
  flowFile: 'flows.json',
  flowFilePretty: true,
  credentialSecret: credentialSecret(),
  adminAuth,
  ...(platform ? { httpAdminMiddleware: platform.middleware } : {}),
  // Nodes that start programs or read files of the container, and the installation of more nodes, are off.
  nodesExcludes: ['90-exec.js', '10-file.js', '23-watch.js'],
  functionExternalModules: false,
  externalModules: { autoInstall: false, palette: { allowInstall: false, allowUpload: false }, modules: { allowInstall: false } },
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: { tours: false, projects: { enabled: false }, page: { title: process.env.ALLMENDE_TITLE || 'Node-RED' }, header: { title: process.env.ALLMENDE_TITLE || 'Node-RED' }, ...(platform ? { logout: { redirect: platform.leave } } : {}) },
  diagnostics: { enabled: false, ui: false },
  lang: process.env.EDITOR_LANGUAGE || 'de',
  apiMaxLength: `${Number(process.env.LARGEST_REQUEST) || 5}mb`,
  logging: { console: { level: 'warn', metrics: false, audit: false } },
};
