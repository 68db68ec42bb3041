import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { ActionContext } from '@allmende/house';
import { operatorNeeds } from '../clients/operator-needs.ts';
import type { NeedsContext, OidcClients } from '../domain/app-needs.ts';
import { aPackage, anInstance } from '../testing/index.ts';

const TENANT = '0199aaaa-0000-7000-8000-00000000b001';
const contextWith = (apps: Partial<ActionContext['config']['apps']>): ActionContext => ({
  config: { apps }, tenant: TENANT, directory: { namesOf: async () => [{ id: TENANT, slug: 'musterstadt', name: 'Musterstadt' }] },
} satisfies Record<keyof NeedsContext, unknown>) as unknown as ActionContext;
const wanting = aPackage({ app: 'notes', version: '1.0.0', title: { de: 'Notizen', en: 'Notes' }, needs: { smtp: {}, 'object-store': {}, oidc: { callbackPath: '/sign-in/done', backChannelLogoutPath: '/out' } } });
const instance = anInstance({ tenant: TENANT, app: 'notes' });
const MAIL = { mail: { host: 'mail.example', port: 587, user: 'apps@example', password: 'ge/heim', sender: 'apps@example.org' } };
const address = async () => 'https://notes-musterstadt.apps.example/';

async function bucketsFile(content: unknown): Promise<{ objectStoresFile: string }> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'allmende-buckets-')), 'buckets.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return { objectStoresFile: file };
}
const bucket = (changes: object = {}) => ({ authority: 'musterstadt', app: 'notes', endpoint: 'https://s3.example', region: 'eu', bucket: 'notes-musterstadt', accessKey: 'key', secretKey: 'word', ...changes });

/** A provider that keeps its clients in memory. */
function provider() {
  const made = new Map<string, Parameters<OidcClients['make']>[1]>();
  const clients: OidcClients = {
    make: async (_ctx, wanted) => {
      made.set(wanted.instance, wanted);
      const client = { issuer: 'https://allmende.example:8443/oidc/1', metadata: 'https://allmende.example:8443/oidc/1/.well-known/openid-configuration', clientId: wanted.instance, clientSecret: 'hidden' };
      return wanted.takesMetadata ? { ...client, metadata: 'http://door.internal:8480/oidc/1/.well-known/openid-configuration', reach: [], door: { host: 'door.internal', port: 8480 } } : client;
    },
    remove: async (_ctx, { instance: id }) => { made.delete(id); },
  };
  return { made, clients };
}

test('what nobody has configured is said in words, with the name of the setting, and is given to no instance', async () => {
  const needs = operatorNeeds();
  const reason = await needs.unmet(contextWith({}), wanting);
  assert.match(reason ?? '', /^„Notizen“ braucht einen Mailserver .*ALLMENDE_APPS_SMTP_URL.*; außerdem einen Objektspeicher .*ALLMENDE_APPS_OBJECT_STORES.*; außerdem die gemeinsame Anmeldung .*\.$/u);
  await assert.rejects(needs.give(contextWith({}), instance, wanting, address), { code: 'operations/need-unmet', message: /ALLMENDE_APPS_SMTP_URL/u });
  assert.equal(await needs.unmet(contextWith({}), aPackage({ app: 'notes', version: '1.0.0', needs: { postgres: { minimumVersion: 15 }, cache: {} } })), undefined);
});

test('mail, bucket and sign-in are given with where they lead, and the client is taken back', async () => {
  const { clients, made } = provider();
  const needs = operatorNeeds({ oidcClients: clients });
  const ctx = contextWith({ ...MAIL, ...(await bucketsFile([bucket({ app: 'other', bucket: 'wrong' }), bucket({ authority: 'anderswo', bucket: 'wrong' }), bucket()])) });
  assert.equal(await needs.unmet(ctx, wanting), undefined);
  const given = await needs.give(ctx, instance, wanting, address);
  assert.deepEqual(Object.fromEntries(given.values), {
    'smtp.host': 'mail.example', 'smtp.port': '587', 'smtp.user': 'apps@example', 'smtp.password': 'ge/heim', 'smtp.sender': 'apps@example.org', 'object-store.endpoint': 'https://s3.example', 'object-store.bucket': 'notes-musterstadt',
    'object-store.region': 'eu', 'object-store.access-key': 'key', 'object-store.secret-key': 'word', 'oidc.issuer': 'https://allmende.example:8443/oidc/1', 'oidc.metadata': 'https://allmende.example:8443/oidc/1/.well-known/openid-configuration', 'oidc.client-id': instance.id, 'oidc.client-secret': 'hidden',
  });
  assert.deepEqual(given.reach, [{ host: 'mail.example', port: 587 }, { host: 's3.example', port: 443 }, { host: 'allmende.example', port: 8443 }]);
  assert.deepEqual([made.get(instance.id)?.redirectUri, made.get(instance.id)?.backChannelLogoutUri], ['https://notes-musterstadt.apps.example/sign-in/done', 'https://notes-musterstadt.apps.example/out']);
  await needs.takeBack(ctx, instance);
  assert.equal(made.size, 0);
});

test('a package that looks where it is told is given the way there alone, and not to the platform\'s public address', async () => {
  const plain = aPackage({ app: 'notes', version: '1.0.0', needs: { oidc: { callbackPath: '/sign-in/done' } } });
  const looking = { ...plain, components: plain.components.map((one) => ({ ...one, environment: { METADATA: { need: 'oidc.metadata' } } })) };
  const needs = operatorNeeds({ oidcClients: provider().clients });
  const given = await needs.give(contextWith({}), instance, looking, address);
  assert.deepEqual([given.reach, given.door, given.values.get('oidc.metadata')], [[], { host: 'door.internal', port: 8480 }, 'http://door.internal:8480/oidc/1/.well-known/openid-configuration']);
  const before = await needs.give(contextWith({}), instance, plain, address);
  assert.deepEqual([before.reach, before.door], [[{ host: 'allmende.example', port: 8443 }], undefined]);
});

test('an app that asks for nothing gets nothing, whatever is configured', async () => {
  const given = await operatorNeeds({ oidcClients: provider().clients }).give(contextWith(MAIL), instance, aPackage({ app: 'notes', version: '1.0.0' }), address);
  assert.deepEqual([given.values.size, given.reach], [0, []]);
});

test('a list of buckets that cannot be read fills no need and tells nothing of itself', async () => {
  for (const content of ['no json', [{ ...bucket(), endpoint: 'ftp://s3.example' }], { not: 'a list' }]) {
    const reason = await operatorNeeds().unmet(contextWith(await bucketsFile(content)), aPackage({ app: 'notes', version: '1.0.0', needs: { 'object-store': {} } }));
    assert.match(reason ?? '', /Datei aus ALLMENDE_APPS_OBJECT_STORES/u);
    assert.doesNotMatch(reason ?? '', /word|ftp/u);
  }
});
