// For `allmende app test`: `write` saves a flow with credentials as the editor does, `read` ends with 0 when both are there as they were written.
import { readFileSync } from 'node:fs';

const base = 'http://127.0.0.1:1880';
const FLOWS = [
  { id: 'a11men0000000001', type: 'tab', label: 'Pegelstand', disabled: false, info: 'Für die Prüfung des Pakets' },
  { id: 'a11men0000000002', type: 'http request', z: 'a11men0000000001', name: 'Messwert holen', method: 'GET', ret: 'txt', url: 'http://127.0.0.1:9', authType: 'basic', x: 300, y: 80, wires: [[]] },
];
const CREDENTIALS = { user: 'messstelle', password: 'geheim-für-die-prüfung' };

async function ask(path, options = {}) {
  const response = await fetch(base + path, { ...options, signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
  return response;
}

const headers = { authorization: `Bearer ${readFileSync('/run/app/admin-password', 'utf8').trim()}`, 'content-type': 'application/json', 'node-red-api-version': 'v1' };

if (process.argv[2] === 'write') {
  await ask('/flows', { method: 'POST', headers, body: JSON.stringify(FLOWS.map((node) => (node.type === 'tab' ? node : { ...node, credentials: CREDENTIALS }))) });
} else {
  const flows = await (await ask('/flows', { headers })).json();
  const found = flows.find(({ id }) => id === FLOWS[1].id);
  const tab = flows.find(({ id }) => id === FLOWS[0].id);
  if (tab?.label !== FLOWS[0].label || found?.url !== FLOWS[1].url) throw new Error('the flow is not there');
  const credentials = await (await ask(`/credentials/http-request/${FLOWS[1].id}`, { headers })).json();
  if (credentials.user !== CREDENTIALS.user || credentials.has_password !== true) throw new Error('the credentials are not there');
}
