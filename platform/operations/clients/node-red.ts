import { createRequire } from 'node:module';
import type { Program } from '../domain/program.ts';

/**
 * Node-RED as it comes from npm. Its editor asks for a password; nodes that start programs or read files of the machine, and the installation of more nodes, are off.
 * Source: https://nodered.org/docs/user-guide/runtime/configuration
 */
export const nodeRed: Program = {
  app: 'node-red',
  script: createRequire(import.meta.url).resolve('node-red/red.js'),
  arguments: (place, settings) => ['--userDir', place.data, '--settings', settings],
  healthPath: '/auth/login',
  notBackedUp: new Set(['node_modules', '.npm', '.npmrc']),
  settings: (place) => `'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const { scryptSync, timingSafeEqual } = require('node:crypto');
// Node-RED names itself "node-red" twice; operations knows its processes by the folder in their name.
process.title = 'node-red ' + ${text(place.pidFile)};
Object.defineProperty(process, 'title', { get: () => 'node-red', set: () => {} });
try {
  writeFileSync(${text(place.pidFile)}, String(process.pid), { flag: 'wx', mode: 0o600 });
} catch {
  console.error('another process runs for this instance');
  process.exit(3);
}
const [salt, hash] = ${text(place.adminPasswordHash)}.split(':').map((part) => Buffer.from(part, 'hex'));
const admin = { username: 'admin', permissions: '*' };
module.exports = {
  uiHost: '127.0.0.1',
  uiPort: ${place.port},
  flowFile: 'flows.json',
  credentialSecret: readFileSync(${text(place.secretFile)}, 'utf8'),
  adminAuth: {
    type: 'credentials',
    users: async (name) => (name === 'admin' ? admin : null),
    authenticate: async (name, password) => (name === 'admin' && timingSafeEqual(scryptSync(String(password), salt, 32), hash) ? admin : null),
  },
  nodesExcludes: ['90-exec.js', '10-file.js', '23-watch.js'],
  functionExternalModules: false,
  externalModules: { autoInstall: false, palette: { allowInstall: false, allowUpload: false }, modules: { allowInstall: false } },
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: { tours: false, projects: { enabled: false } },
  diagnostics: { enabled: false, ui: false },
  lang: 'de',
  logging: { console: { level: 'warn', metrics: false, audit: false } },
};
`,
};

function text(value: string): string {
  return JSON.stringify(value);
}
