// Says whether the data are whole: flows and credentials can be read with their key, and the running editor serves exactly these flows. Ends with 0 when they are.
import { createDecipheriv, createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

const read = (file) => JSON.parse(readFileSync(`/data/${file}`, 'utf8'));
const base = 'http://127.0.0.1:1880';

const stored = existsSync('/data/flows.json') ? read('flows.json') : undefined;
if (stored !== undefined && !Array.isArray(stored)) throw new Error('flows.json is no list');

if (existsSync('/data/flows_cred.json')) {
  const sealed = read('flows_cred.json').$;
  if (typeof sealed === 'string') {
    const key = createHash('sha256').update(readFileSync('/data/credential-secret', 'utf8')).digest();
    const opened = createDecipheriv('aes-256-ctr', key, Buffer.from(sealed.slice(0, 32), 'hex'));
    JSON.parse(opened.update(sealed.slice(32), 'base64', 'utf8') + opened.final('utf8'));
  }
}

const answer = async (path, options) => {
  const response = await fetch(base + path, { ...options, signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${path} answers ${response.status}`);
  return response.json();
};
const authorization = `Bearer ${readFileSync('/run/app/admin-password', 'utf8').trim()}`;
const served = await answer('/flows', { headers: { authorization, 'node-red-api-version': 'v1' } });
const ids = (flows) => flows.map(({ id }) => id).sort().join(' ');
if (stored !== undefined && ids(stored) !== ids(served)) throw new Error('the editor serves other flows than are stored');
console.log(`${served.length} nodes`);
