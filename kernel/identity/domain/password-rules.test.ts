import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneTimePassword } from './one-time-password.ts';
import { passwordProblem } from './password-rules.ts';

const codeOf = (text: string) => passwordProblem(text, { pointer: '/password', about: ['erika.beispiel@heilbronn.test', 'Erika Beispiel'] })?.code;

test('long passwords of any characters will do', () => {
  for (const good of ['vier birken am weiher', 'ÄÖÜäöüß€ 2026 x', '非常に長い合言葉です、たぶん', 'x'.repeat(3) + 'correct tap wool elf']) assert.equal(codeOf(good), undefined, good);
});

test('every one-time password will do', () => {
  for (let count = 0; count < 200; count += 1) assert.equal(codeOf(oneTimePassword()), undefined);
});

test('short, very long and very common ones are refused', () => {
  assert.equal(codeOf('elf Zeichen'), 'password-too-short');
  assert.equal(codeOf('é'.normalize('NFD').repeat(11)), 'password-too-short', 'combining signs are no characters of their own');
  assert.equal(codeOf('langes Passwort '.repeat(13)), 'password-too-long');
  for (const bad of ['Passwort1234', 'password2026!', 'qwertzuiop123', '123456789012', 'aaaaaaaaaaaa', 'abcabcabcabc', 'Heilbronn2026!', 'erika.beispiel1', 'Sommer2026!!', 'willkommen12', 'abcdefghijklmn', 'PasswortPasswort']) assert.equal(codeOf(bad), 'password-too-common', bad);
});
