import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

/** An attack that a test carries out, and how it is refused where the test says so by a word. */
export type ListedAttack = { readonly kind: string; readonly name: string; readonly refusal: string | undefined; readonly file: string };

type Source = { readonly kind: string; readonly file: string; /** Finds rows of a list of attacks: the name, and the word of the refusal. */ readonly rows?: RegExp; /** Names of tests that are attacks themselves. */ readonly tests?: RegExp };

// A row of a list is a test of its own, or a turn of one; the patterns are those of the lists in the files.
const SOURCES: readonly Source[] = [
  { kind: 'SAML answers of BundID', file: 'processes/test-bundid/tests/attacks.test.ts', rows: /^ {2}\{ name: '(.+?)', why: '([\w-]+)'/gmu, tests: /^test\('refused(?: \([^)]*\))?: (?!cookies|a citizen|a session|a token|ending)(.+?)', async/gmu },
  { kind: 'Presentations of wallets (OpenID4VP: SD-JWT VC and mdoc)', file: 'platform/wallet/tests/attacks.test.ts', rows: /^ {2}\['(.+?)', '([\w-]+)', \(asked\)/gmu, tests: /^test\('(an answer counts once.+?|a presentation for one.+?|an answer after ten.+?|requests that nobody.+?|a trust list.+?|issuers for tests.+?)', /gmu },
  { kind: 'Credentials out (OpenID4VCI) and their check', file: 'platform/wallet/tests/issuer.test.ts', tests: /^test\('(a code is good once.+?|a token gives one.+?|a withdrawn, suspended.+?)', async/gmu },
  { kind: 'Passkeys (WebAuthn)', file: 'kernel/identity/tests/passkeys.test.ts', rows: /^ {4}'?([a-z][^':]*?)'?: \((?:asked)?\) => /gmu, tests: /^test\('(a challenge works once.+?|an authenticator whose.+?|a passkey of somebody else.+?|guessing codes.+?)', async/gmu },
  { kind: 'Tokens and codes (OpenID Connect)', file: 'platform/single-sign-on/tests/sign-in.test.ts', tests: /^test\('((?:a refresh token works|of several who use|a code works|a code of one app|an address for the way back|no sign-in without|a client is sure|a token of one town|a token without a signature|an app whose instance|whoever leaves the authority|whoever finishes).+?)', async/gmu },
  { kind: 'Tokens and codes (OpenID Connect)', file: 'platform/single-sign-on/tests/own-provider.test.ts', tests: /^test\('((?:a way back that|an answer for one authority|an authority vouches).+?)', async/gmu },
  { kind: 'Sign-out begun at an app', file: 'platform/single-sign-on/tests/sign-out.test.ts', rows: /(?<=[{,] |^ {4})'([a-z][^']+)': \{ (?:id_token_hint|post_logout)/gmu },
  { kind: 'Cookies and sessions of citizens', file: 'processes/test-bundid/tests/attacks.test.ts', tests: /^test\('refused(?: \([^)]*\))?: ((?:cookies|a citizen|a session|a token|ending).+?)', async/gmu },
  { kind: 'Cookies, sessions and forms of staff and apps', file: 'kernel/identity/tests/sign-in.test.ts', tests: /^test\('((?:after five|an address that guesses|many guesses|a session ends|an ended session).+?)', async/gmu },
  { kind: 'Cookies, sessions and forms of staff and apps', file: 'kernel/http/tests/server.test.ts', tests: /^test\('(a form is taken only.+?)', async/gmu },
  { kind: 'Cookies, sessions and forms of staff and apps', file: 'platform/gateway/tests/entering.test.ts', tests: /^test\('((?:a code works once|a session of one instance|no way back|another app or site).*?)', async/gmu },
];

/** Every listed attack, in the order of the kinds and of the tests. Throws when a pattern finds nothing: then a list was written in another way. */
export function listAttacks(): readonly ListedAttack[] {
  return SOURCES.flatMap(({ kind, file, rows, tests }) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    const plain = (name: string) => name.replaceAll(String.raw`\'`, '’');
    return [rows, tests].flatMap((pattern): ListedAttack[] => {
      if (pattern === undefined) return [];
      const found = [...text.matchAll(pattern)].map(([, name = '', refusal]) => ({ kind, name: plain(name), refusal, file }));
      if (found.length === 0) throw new Error(`${file}: no attack is listed as ${String(pattern)}`);
      return found;
    });
  });
}
