import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needSecret, networkName, podName, secretName } from './pod-names.ts';

const of = { id: '01a2020a-3da2-725d-8fbb-7eb437986b17', tenant: 't', generation: 1 };

test('a secret has a name that podman takes, however long those of the package and however many generations', () => {
  assert.equal(secretName(of, 'key'), 'allmende-01a2020a-3da2-725d-8fbb-7eb437986b17-g1-key');
  const names = [1, 9_999].flatMap((generation) => ['admin-password', 'postgres-password', needSecret('object-store.secret-key'), 'a'.repeat(40), `${'a'.repeat(39)}b`].map((secret) => secretName({ ...of, generation }, secret)));
  for (const name of names) assert.match(name, /^allmende-[a-zA-Z0-9._-]{1,54}[a-zA-Z0-9]$/u);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.every((name) => name.startsWith(`${podName(of)}-`) || name.startsWith(`${podName({ ...of, generation: 9_999 })}-`)), 'they are found by their beginning when a generation is dropped');
});

test('apps that may reach different servers are not in one network', () => {
  const names = [networkName('0123456789abcdef', 't', 'none'), networkName('0123456789abcdef', 't', 'internet'), networkName('0123456789abcdef', 't', 'none', ['10.0.0.1:25']), networkName('0123456789abcdef', 't', 'none', ['10.0.0.1:26'])];
  assert.equal(new Set(names).size, 4);
});
