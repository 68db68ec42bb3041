import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aComponent, anAppPackage } from '../testing/index.ts';
import { checkAppPackage } from './check-app-package.ts';
import { packageSecret, withManagedNeeds } from './managed-needs.ts';

const IMAGE = { reference: 'localhost/allmende/service-postgres', digest: `sha256:${'b'.repeat(64)}` };
const wanting = anAppPackage({
  components: [aComponent({ environment: { HOST: { need: 'postgres.host' }, PORT: { need: 'postgres.port' }, NAME: { need: 'postgres.database' }, WHO: { need: 'postgres.user' }, WORD: { need: 'postgres.password' }, URL: { need: 'postgres.url' }, CACHE: { need: 'cache.url' }, MAIL: { need: 'smtp.host' } } })],
  needs: { postgres: { minimumVersion: 15, storage: '4Gi', image: IMAGE }, cache: {}, smtp: {} },
});

test('a package without such needs stays as it is', () => {
  const app = anAppPackage({ needs: { smtp: {} } });
  assert.equal(withManagedNeeds(app), app);
});

test('database and cache come before the app, with disks and secrets of their own, and the variables lead there', () => {
  const run = withManagedNeeds(wanting);
  assert.deepEqual(run.components.map(({ name, user }) => [name, user]), [['postgres', 10_011], ['cache', 10_012], ['web', 1_000]]);
  assert.deepEqual(run.components[0]?.image, IMAGE);
  assert.deepEqual(run.components[2]?.environment, {
    HOST: { value: 'postgres' }, PORT: { value: '5432' }, NAME: { value: 'app' }, WHO: { value: 'app' }, WORD: { secret: 'postgres-password' }, URL: { secret: 'postgres-url' }, CACHE: { secret: 'cache-url' }, MAIL: { need: 'smtp.host' },
  });
  assert.deepEqual(run.volumes?.map(({ name, size, backup }) => [name, size, backup]), [['data', '1Gi', true], ['postgres', '4Gi', false], ['postgres-dump', '4Gi', true]]);
  assert.deepEqual(run.secrets?.map(({ name, shown }) => [name, shown]), [['postgres-password', false], ['postgres-url', false], ['cache-password', false], ['cache-url', false]]);
  assert.deepEqual(run.managed?.raw, ['postgres']);
  assert.equal(withManagedNeeds(run), run, 'once is enough');
  assert.deepEqual(wanting.components.map(({ name }) => name), ['web'], 'the package itself is not changed');
});

test('addresses are made of the password of their own, whatever is in it', () => {
  const run = withManagedNeeds(wanting);
  const random = (name: string) => `${name}: a/b@c`;
  assert.equal(packageSecret(run, 'postgres-password', random), 'postgres-password: a/b@c');
  assert.equal(packageSecret(run, 'postgres-url', random), 'postgresql://app:postgres-password%3A%20a%2Fb%40c@postgres:5432/app');
  assert.equal(new URL(packageSecret(run, 'cache-url', random)).hostname, 'cache');
  assert.equal(packageSecret(withManagedNeeds(anAppPackage()), 'postgres-url', random), 'postgres-url: a/b@c', 'a package without the need may have a secret of this name');
});

test('names and ports that belong to the platform are refused with their place, and images without digest when publishing', () => {
  const taking = anAppPackage({
    components: [aComponent({ name: 'postgres', ports: [{ name: 'http', port: 5432 }] })], entrance: { component: 'postgres', port: 'http', access: 'granted' }, verify: { component: 'postgres', command: ['/x'] }, sample: { component: 'postgres', write: ['/x'], read: ['/x'] },
    volumes: [{ name: 'data', size: '1Gi', backup: true }, { name: 'postgres-dump', size: '1Gi', backup: true }], secrets: [{ name: 'postgres-url', shown: false }], needs: { postgres: { minimumVersion: 15 } },
  });
  const errors = checkAppPackage(taking, { publishing: true }).filter(({ severity }) => severity === 'error');
  assert.deepEqual(errors.map(({ code, pointer }) => `${code} ${pointer}`), ['reserved /components/0/name', 'reserved /components/0/ports/0/port', 'reserved /volumes/1/name', 'reserved /secrets/0/name', 'no-digest /needs/postgres']);
  assert.deepEqual(checkAppPackage(anAppPackage({ needs: { postgres: { minimumVersion: 15, image: IMAGE } } }), { publishing: true }), []);
  const both = anAppPackage({ components: [aComponent({ probes: { ready: { http: { path: '/', port: 'http' }, tcp: { port: 'http' } }, startSeconds: 9 } })] });
  assert.deepEqual(checkAppPackage(both).map(({ code, pointer }) => `${code} ${pointer}`), ['probe /components/0/probes/ready']);
});
