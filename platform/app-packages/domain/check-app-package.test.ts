import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aComponent, anAppPackage } from '../testing/index.ts';
import { checkAppPackage } from './check-app-package.ts';

const found = (value: unknown, options = {}) => checkAppPackage(value, options).map(({ severity, pointer, code }) => `${severity} ${code} ${pointer}`);
const withComponent = (changes: Parameters<typeof aComponent>[0]) => anAppPackage({ components: [aComponent(changes)] });

test('a whole package has nothing to say', () => {
  assert.deepEqual(found(anAppPackage()), []);
});

test('every missing key is named, and every key that does not belong there', () => {
  const { channel: _, ...rest } = anAppPackage();
  assert.deepEqual(found({ ...rest, chanel: 'stable' }), ['error missing ', 'error unknown-key /chanel']);
  assert.match(checkAppPackage({ ...rest, chanel: 'stable' })[0]?.message ?? '', /„channel“ fehlt/u);
});

test('nothing may run as root, nor listen where only root may', () => {
  assert.deepEqual(found(withComponent({ user: 0 })), ['error schema /components/0/user']);
  assert.deepEqual(found(withComponent({ ports: [{ name: 'http', port: 80 }] })), ['error schema /components/0/ports/0/port']);
});

test('a value without a known source is told once', () => {
  assert.deepEqual(found(withComponent({ environment: { A: { from: 'x' } as never } })), ['error schema /components/0/environment/A']);
});

test('whatever is named must exist', () => {
  assert.deepEqual(found(withComponent({ mounts: [{ volume: 'dat', path: '/data' }] })), ['error unknown-volume /components/0/mounts/0/volume', 'warning unused-volume /volumes/0']);
  assert.deepEqual(found(withComponent({ files: [{ path: '/run/key', secret: 'key' }] })), ['error unknown-secret /components/0/files/0/secret']);
  assert.deepEqual(found(withComponent({ environment: { A: { secret: 'key' } } })), ['error unknown-secret /components/0/environment/A/secret']);
  assert.deepEqual(found(withComponent({ environment: { A: { configuration: 'size' } } })), ['error unknown-configuration /components/0/environment/A/configuration']);
  assert.deepEqual(found(withComponent({ environment: { A: { need: 'smtp.host' } } })), ['error unknown-need /components/0/environment/A/need']);
  assert.deepEqual(found({ ...withComponent({ environment: { A: { need: 'smtp.hots' } } }), needs: { smtp: {} } }), ['error unknown-need-key /components/0/environment/A/need']);
  assert.deepEqual(found(withComponent({ probes: { ready: { http: { path: '/', port: 'web' } }, startSeconds: 5 } })), ['error unknown-port /components/0/probes/ready/http/port']);
  assert.deepEqual(found(anAppPackage({ entrance: { component: 'web', port: 'https', access: 'public' } })), ['error unknown-port /entrance/port']);
  assert.deepEqual(found(anAppPackage({ verify: { component: 'db', command: ['/bin/true'] } })), ['error unknown-component /verify/component']);
});

test('names are given once', () => {
  assert.deepEqual(found(anAppPackage({ components: [aComponent(), aComponent()] })), ['error doubled /components/1/name']);
  assert.deepEqual(found(anAppPackage({ volumes: [{ name: 'data', size: '1Gi', backup: true }, { name: 'data', size: '1Gi', backup: true }] })), ['error doubled /volumes/1/name']);
});

test('nothing lies over the image or the machine, nor inside another mount', () => {
  for (const path of ['/', '/etc', '/usr/share/app', '/proc/self']) assert.deepEqual(found(withComponent({ mounts: [{ volume: 'data', path }] })), ['error forbidden-path /components/0/mounts/0/path'], path);
  assert.deepEqual(found(withComponent({ scratch: ['/data/tmp'] })), ['error nested-path /components/0/scratch/0']);
  assert.deepEqual(found(withComponent({ scratch: ['/tmp/../etc'] })), ['error path /components/0/scratch/0']);
  assert.deepEqual(found(withComponent({ scratch: ['/data'] })), ['error doubled /components/0/scratch/0']);
  assert.deepEqual(found(withComponent({ scratch: ['/etcetera'] })), []);
});

test('what is promised lies below its limit', () => {
  const { resources } = aComponent();
  assert.deepEqual(found(withComponent({ resources: { ...resources, memory: '1Gi' } })), ['error above-limit /components/0/resources/memory']);
  assert.deepEqual(found(withComponent({ resources: { ...resources, cpu: '1' } })), ['error above-limit /components/0/resources/cpu']);
});

test('an image without a digest is a warning while one works and an error when it is published', () => {
  const open = withComponent({ image: { reference: 'localhost/x' } });
  assert.deepEqual(found(open), ['warning no-digest /components/0/image']);
  assert.deepEqual(found(open, { publishing: true }), ['error no-digest /components/0/image']);
});

test('an image is built from inside the package only', () => {
  assert.deepEqual(found(withComponent({ image: { ...aComponent().image, build: '../other' } })), ['error outside /components/0/image/build']);
});

test('a setting that no form can show is refused, also one without an English title', () => {
  const configured = (property: unknown) => found({ ...withComponent({ environment: { SIZE: { configuration: 'size' } } }), configuration: { type: 'object', properties: { size: property } } });
  assert.deepEqual(configured({ type: 'integer', title: 'Größe', 'x-title-en': 'Size', minimum: 1 }), []);
  assert.deepEqual(configured({ type: 'integer', title: 'Größe' }), ['error configuration-title /configuration/properties/size']);
  assert.deepEqual(configured({ type: 'object', title: 'Größe', 'x-title-en': 'Size' }), ['error configuration /configuration/properties/size']);
  assert.deepEqual(configured({ type: 'string', title: 'Größe', 'x-title-en': 'Size' }), ['error configuration /configuration/properties/size']);
  assert.deepEqual(configured({ type: 'string', title: 'Größe', 'x-title-en': 'Size', oneOf: [{ const: 'a', title: 'A', 'x-title-en': 'A' }] }), []);
});

test('data that a backup would miss are noticed', () => {
  assert.deepEqual(found(anAppPackage({ volumes: [{ name: 'data', size: '1Gi', backup: false }] })), ['warning nothing-saved /volumes']);
  const { sample: _sample, verify: _verify, ...bare } = anAppPackage({ volumes: [], components: [aComponent({ mounts: [] })], needs: { postgres: { minimumVersion: 15, image: { reference: 'localhost/x', digest: `sha256:${'a'.repeat(64)}` } } } });
  assert.deepEqual(found(bare), ['warning no-verify ', 'warning no-sample '], 'a database is saved by the platform, but only the app knows whether it is whole');
});
