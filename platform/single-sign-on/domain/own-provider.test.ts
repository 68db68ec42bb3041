import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidInput } from '@allmende/errors';
import { checkProvider, isShownSince, mappingText, readClaims, rolesOf, shownAtProvider, type TypedProvider } from './own-provider.ts';

const typed: TypedProvider = { issuer: 'https://sso.stadt.example/realms/stadt', acr: '', clientId: 'allmende', secret: 'x', groupsClaim: '', mapping: 'Soziales = caseworker', isOpen: true };
const options = { hasSecret: false, mayBePlain: false };
const problemsOf = (changes: Partial<TypedProvider>, more: Partial<typeof options> = {}) => {
  try {
    checkProvider({ ...typed, ...changes }, { ...options, ...more });
    return [];
  } catch (error) {
    assert.ok(error instanceof InvalidInput);
    return error.fields.map(({ pointer }) => pointer);
  }
};

test('a provider is taken as people copy it', () => {
  assert.deepEqual(checkProvider({ ...typed, issuer: ' https://sso.stadt.example/realms/stadt/.well-known/openid-configuration' }, options), { issuer: typed.issuer, clientId: 'allmende', groupsClaim: 'groups', mapping: [{ group: 'Soziales', role: 'caseworker' }], isOpen: true });
});

test('each field says what is wrong with it', () => {
  assert.deepEqual(problemsOf({ issuer: 'http://sso.stadt.example' }), ['/issuer']);
  assert.deepEqual(problemsOf({ issuer: 'https://sso.stadt.example/?x=1' }), ['/issuer']);
  assert.deepEqual(problemsOf({ issuer: 'https://name:word@sso.stadt.example' }), ['/issuer']);
  assert.deepEqual(problemsOf({ clientId: ' ', secret: '' }), ['/clientId', '/secret']);
  assert.deepEqual(problemsOf({ secret: '' }, { hasSecret: true }), []);
  assert.deepEqual(problemsOf({ mapping: 'Soziales' }), ['/mapping']);
  assert.deepEqual(problemsOf({ mapping: 'Soziales = operator' }), ['/mapping'], 'no authority makes operators of the platform');
  assert.deepEqual(problemsOf({ mapping: '\n \n' }), ['/mapping']);
});

test('names of directories may hold equal signs', () => {
  const { mapping } = checkProvider({ ...typed, mapping: 'CN=Soziales,OU=Stadt = caseworker\r\nPrüfung = auditor\r\n' }, options);
  assert.deepEqual(mapping, [{ group: 'CN=Soziales,OU=Stadt', role: 'caseworker' }, { group: 'Prüfung', role: 'auditor' }]);
  assert.deepEqual(checkProvider({ ...typed, mapping: mappingText(mapping) }, options).mapping, mapping);
});

test('a group may give the role of a caseworker for one service that the authority offers', () => {
  const services = ['hundesteuer'];
  const { mapping } = checkProvider({ ...typed, mapping: 'Steuern = caseworker/hundesteuer\nSoziales = caseworker' }, { ...options, services });
  assert.deepEqual(mapping, [{ group: 'Steuern', role: 'caseworker/hundesteuer' }, { group: 'Soziales', role: 'caseworker' }]);
  assert.deepEqual(rolesOf(['steuern'], mapping), { roles: ['caseworker/hundesteuer'], decided: ['caseworker/hundesteuer', 'caseworker'] });
  for (const wrong of ['caseworker/angeln', 'approver/hundesteuer', 'caseworker/', 'caseworker/Hunde steuer']) assert.throws(() => checkProvider({ ...typed, mapping: `Steuern = ${wrong}` }, { ...options, services }), InvalidInput, wrong);
});

test('claims are read as Keycloak, Entra and AD FS send them', () => {
  assert.deepEqual(readClaims({ sub: 's', name: 'Ada', email: 'ada@stadt.example', groups: ['/Soziales'] }, 'groups'), { subject: 's', name: 'Ada', email: 'ada@stadt.example', groups: ['/Soziales'] });
  assert.deepEqual(readClaims({ sub: 's', realm_access: { roles: ['a', 7] } }, 'realm_access.roles').groups, ['a']);
  assert.deepEqual(readClaims({ sub: 's', upn: 'ada@stadt.example', given_name: 'Ada', family_name: 'Muster', group: 'Soziales' }, 'group'), { subject: 's', name: 'Ada Muster', email: 'ada@stadt.example', groups: ['Soziales'] });
  assert.deepEqual(readClaims({ sub: 7, groups: { a: 1 } }, 'groups'), { subject: '', name: undefined, email: undefined, groups: [] });
  assert.deepEqual(readClaims({ sub: 's' }, '__proto__.constructor').groups, []);
});

test('groups give roles, and it is known which roles they decide', () => {
  const mapping = [{ group: 'Soziales', role: 'caseworker' }, { group: 'Wohngeld', role: 'caseworker' }, { group: 'Prüfung', role: 'auditor' }] as const;
  assert.deepEqual(rolesOf(['/soziales', 'Wohngeld', 'anderes'], mapping), { roles: ['caseworker'], decided: ['caseworker', 'auditor'] });
  assert.deepEqual(rolesOf([], mapping).roles, []);
});

test('only an auth_time of now is fresh: none, an old one, one of the future and no number are not', () => {
  const now = new Date('2026-11-20T10:00:00Z');
  const seconds = now.getTime() / 1000;
  const askedAt = now.getTime() - 120_000;
  for (const auth_time of [seconds, seconds - 119, seconds - 170, seconds + 50]) assert.equal(isShownSince({ auth_time }, askedAt, now), true, String(auth_time));
  for (const claims of [{}, { auth_time: seconds - 181 }, { auth_time: seconds + 61 }, { auth_time: String(seconds) }, { auth_time: Infinity }, { auth_time: Number.NaN }, { auth_time: 0 }, { auth_time: -1 }, { auth_time: null }, { iat: seconds }]) assert.equal(isShownSince(claims, askedAt, now), false, JSON.stringify(claims));
  assert.deepEqual(shownAtProvider({ auth_time: seconds + 50 }, now), now, 'never later than now');
});
