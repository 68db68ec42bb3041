import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { attacksPage } from './attacks-page.ts';
import { listAttacks } from './list-attacks.ts';

test('the page of attacks names what the tests carry out, each once, and at least sixty on SAML, tokens, presentations and cookies', () => {
  const attacks = listAttacks();
  assert.equal(readFileSync(path.join(import.meta.dirname, '../../docs/attacks.md'), 'utf8'), attacksPage(attacks), 'run node tools/attacks/write-attacks.ts');
  assert.equal(new Set(attacks.map(({ kind, name }) => `${kind}: ${name}`)).size, attacks.length);
  assert.ok(attacks.length >= 150, String(attacks.length));
  const count = (part: string) => attacks.filter(({ kind }) => kind.includes(part)).length;
  assert.ok(count('SAML') >= 60 && count('wallets') >= 60 && count('OpenID Connect') >= 10 && count('Cookies') >= 10);
});
