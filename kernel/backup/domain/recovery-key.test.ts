import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WrongRecoveryKey } from './errors.ts';
import { agreeToOpen, agreeToSeal, newRecoveryKey, openRecoveryKey, recoveryKeyFromText, recoveryKeyText, sealRecoveryKey } from './recovery-key.ts';

const key = newRecoveryKey();
const text = recoveryKeyText(key);

test('a recovery key is read back from paper, whatever the hand that typed it', () => {
  for (const typed of [text, text.toLowerCase(), text.replaceAll('-', ' '), ` ${text}\n`]) assert.deepEqual(recoveryKeyFromText(typed).recipient, key.recipient);
});

test('any one wrong letter of a recovery key is found', () => {
  const start = 'ALLMENDE-WIEDERHERSTELLUNG-1-'.length;
  fc.assert(fc.property(fc.integer({ min: start, max: text.length - 2 }), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), (at, letter) => {
    if (text[at] === '-' || text[at] === letter) return;
    assert.throws(() => recoveryKeyFromText(text.slice(0, at) + letter + text.slice(at + 1)), WrongRecoveryKey);
  }));
  assert.throws(() => recoveryKeyFromText(text.slice(0, -6)), /unvollständig/u);
  assert.throws(() => recoveryKeyFromText('geheim'), /beginnt mit/u);
});

test('whoever seals and whoever opens agree on a key, for one context only', () => {
  const { key: sealing, ephemeral } = agreeToSeal(key.recipient, 'keys/a.key');
  assert.deepEqual(agreeToOpen(key, ephemeral, 'keys/a.key'), sealing);
  assert.notDeepEqual(agreeToOpen(key, ephemeral, 'keys/b.key'), sealing);
  assert.notDeepEqual(agreeToOpen(newRecoveryKey(), ephemeral, 'keys/a.key'), sealing);
});

test('a passphrase opens what it sealed, another does not, and a short one is refused', () => {
  const sealed = sealRecoveryKey(key, 'vier zufällige Wörter hier');
  assert.deepEqual(recoveryKeyText(openRecoveryKey(sealed, 'vier zufällige Wörter hier', key.recipient)), text);
  assert.throws(() => openRecoveryKey(sealed, 'vier zufällige Wörter dort', key.recipient), WrongRecoveryKey);
  assert.throws(() => sealRecoveryKey(key, 'kurz'), /mindestens 12/u);
});
