import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { checkAppPackage } from '../../domain/check-app-package.ts';
import type { KubernetesDeployment } from '../../domain/kubernetes/kubernetes-deployment.ts';
import type { KubernetesObject } from '../../domain/kubernetes/kubernetes-object.ts';
import { USUAL_CLUSTER } from '../../domain/kubernetes/cluster-settings.ts';
import { withManagedNeeds } from '../../domain/managed-needs.ts';
import { renderHelper } from '../../domain/kubernetes/render-helper.ts';
import { renderKubernetesObjects } from '../../domain/kubernetes/render-kubernetes-objects.ts';
import { PRIVATE_IPV4 } from '../../domain/kubernetes/render-network-policies.ts';
import { aComponent, anAppPackage, restrictedViolations } from '../../testing/index.ts';
import { aDeployment, anyPackage } from './any-package.ts';
import { assertFitsApi } from './api-schema.ts';

const GOLDEN = new URL('two-components.yaml', import.meta.url);

const twoComponents = anAppPackage({
  app: 'wiki', version: '2.1.0-rc.1', egress: 'internet',
  components: [
    aComponent({ environment: { TITLE: { platform: 'title' }, PASSWORD: { secret: 'password' }, MAIL: { need: 'smtp.host' }, SIZE: { configuration: 'size' }, PRICE: { value: '5 $(EUR)' } }, files: [{ path: '/run/key', secret: 'password' }] }),
    aComponent({ name: 'search', user: 1200, ports: [{ name: 'http', port: 9200 }], mounts: [{ volume: 'index', path: '/index' }, { volume: 'data', path: '/data', readOnly: true }] }),
  ],
  volumes: [{ name: 'data', size: '1Gi', backup: true }, { name: 'index', size: '512Mi', backup: false }], secrets: [{ name: 'password', shown: true }], needs: { smtp: {} },
  configuration: { type: 'object', properties: { size: { type: 'integer' } } },
});
const wish = (changes: Partial<KubernetesDeployment> = {}) => aDeployment(twoComponents, { needs: { 'smtp.host': 'mail.example' }, parameters: { size: 7 }, ...changes });

const routes: readonly KubernetesDeployment['cluster'][] = [
  USUAL_CLUSTER,
  { ...USUAL_CLUSTER, storageClass: 'fast', registry: 'registry.example/apps', closedRanges: ['198.51.100.0/25', '2a02::/32'], entranceFrom: { ranges: ['192.0.2.7/32'] }, exposure: { kind: 'http-route', gateway: { namespace: 'edge', name: 'public', listener: 'https' }, upstream: 'http://edge.example:80' } },
  { ...USUAL_CLUSTER, dns: { ...USUAL_CLUSTER.dns, ranges: ['169.254.20.10/32'] }, exposure: { kind: 'ingress', className: 'nginx', upstream: 'http://edge.example:80' } },
];

describe('rendering an app for Kubernetes', () => {
  test('gives what it gave before, letter by letter', () => {
    const rendered = renderKubernetesObjects(twoComponents, wish()).map((object) => `---\n${stringify(object, { lineWidth: 0 })}`).join('');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, rendered);
    assert.equal(rendered, readFileSync(GOLDEN, 'utf8'));
    assert.deepEqual(renderKubernetesObjects(twoComponents, wish()), renderKubernetesObjects(structuredClone(twoComponents), wish()));
  });

  test('every object of every valid package fits the API, keeps to the restricted profile and to our own walls', () => {
    fc.assert(fc.property(anyPackage, fc.constantFrom(...routes), fc.integer({ min: 1, max: 100_000 }), (app, cluster, generation) => {
      assert.deepEqual(checkAppPackage(app, { publishing: true }).filter(({ severity }) => severity === 'error'), []);
      const objects = renderKubernetesObjects(app, aDeployment(app, { cluster, generation }));
      for (const object of objects) assertFitsApi(object);
      for (const object of objects.filter(({ kind }) => kind === 'Deployment')) assertWalled(podOf(object));
      for (const { name } of app.volumes ?? []) {
        const helper = renderHelper(app, aDeployment(app, { generation }), { volume: name, image: `registry.example/x@sha256:${'a'.repeat(64)}`, purpose: 'read' });
        assertFitsApi(helper);
        assertWalled(fields(helper)['spec']);
      }
      assertNamed(objects);
    }), { numRuns: 60 });
  });

  test('database and cache of an app stand beside it, fit the API and the restricted profile, and are reached by nobody else', () => {
    const image = (letter: string) => ({ reference: `localhost/allmende/service-${letter}`, digest: `sha256:${letter.repeat(64)}` });
    const app = withManagedNeeds(anAppPackage({
      needs: { postgres: { minimumVersion: 15, image: image('b') }, cache: { image: image('c') }, smtp: {} }, components: [aComponent({ environment: { URL: { need: 'postgres.url' }, CACHE: { need: 'cache.password' }, MAIL: { need: 'smtp.password' } } })],
    }));
    assert.deepEqual(checkAppPackage(anAppPackage({ needs: { postgres: { minimumVersion: 15, image: image('b') } } }), { publishing: true }), []);
    const objects = renderKubernetesObjects(app, aDeployment(app, { needs: { 'smtp.password': 'geheim' }, reach: [{ cidr: '192.0.2.25/32', port: 587 }] }));
    for (const object of objects) assertFitsApi(object);
    const deployments = objects.filter(({ kind }) => kind === 'Deployment');
    assert.equal(deployments.length, 3);
    for (const object of deployments) assertWalled(podOf(object));
    for (const volume of ['postgres', 'postgres-dump']) assertFitsApi(renderHelper(app, aDeployment(app), { volume, image: `registry.example/x@sha256:${'a'.repeat(64)}`, purpose: 'read' }));
    assertNamed(objects);
    const [database] = deployments.map((object) => (fields(podOf(object))['containers'] as Record<string, unknown>[])[0]).filter((one) => one?.['name'] === 'postgres');
    assert.deepEqual(fields(database?.['readinessProbe'])['tcpSocket'], { port: 5432 });
    assert.deepEqual(objects.filter(({ kind }) => kind === 'Service').flatMap((object) => (fields(object['spec'])['ports'] as { port: number }[] | undefined) ?? []).map(({ port }) => port), [8080], 'only the entrance of the app has an address');
    const [inside] = objects.filter(({ kind, metadata }) => kind === 'NetworkPolicy' && !/default-deny|entrance/u.test(metadata.name));
    assert.deepEqual((fields(inside?.['spec'])['egress'] as unknown[]).at(-1), { to: [{ ipBlock: { cidr: '192.0.2.25/32' } }], ports: [{ protocol: 'TCP', port: 587 }] });
    assert.doesNotMatch(JSON.stringify(objects.filter(({ kind }) => kind !== 'Secret')), /geheim|value of postgres/u);
  });

  test('a pod that breaks a rule is found by the checker', () => {
    const [deployment] = renderKubernetesObjects(twoComponents, wish()).filter(({ kind }) => kind === 'Deployment');
    assert.ok(deployment);
    const good = podOf(deployment);
    assert.deepEqual(restrictedViolations(good), []);
    const broken: readonly ((pod: Record<string, unknown>, container: Record<string, Record<string, unknown>>) => void)[] = [
      (pod) => { pod['hostNetwork'] = true; }, (pod) => { pod['securityContext'] = {}; }, (pod) => { (pod['volumes'] as unknown[]).push({ name: 'x', hostPath: { path: '/' } }); },
      (_, container) => { delete container['securityContext']?.['capabilities']; }, (_, container) => { container['securityContext'] = { ...container['securityContext'], privileged: true }; },
      (_, container) => { container['securityContext'] = { ...container['securityContext'], allowPrivilegeEscalation: undefined }; }, (_, container) => { container['securityContext'] = { ...container['securityContext'], runAsUser: 0 }; },
      (_, container) => { container['securityContext'] = { ...container['securityContext'], runAsNonRoot: false }; }, (_, container) => { container['securityContext'] = { ...container['securityContext'], seccompProfile: { type: 'Unconfined' } }; },
      (_, container) => { container['securityContext'] = { ...container['securityContext'], capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } }; }, (_, container) => { container['readinessProbe'] = { httpGet: { host: '10.0.0.1' } }; },
    ];
    for (const breaking of broken) {
      const pod = structuredClone(good) as Record<string, unknown>;
      breaking(pod, (pod['containers'] as Record<string, Record<string, unknown>>[])[0] ?? {});
      assert.notDeepEqual(restrictedViolations(pod), [], breaking.toString());
    }
  });

  test('names stay below 63 characters and apart, however long those of the package are', () => {
    const long = anAppPackage({ components: [aComponent({ name: 'a'.repeat(40), mounts: [{ volume: `${'v'.repeat(39)}a`, path: '/a' }, { volume: `${'v'.repeat(39)}b`, path: '/b' }] })], volumes: [{ name: `${'v'.repeat(39)}a`, size: '1Gi', backup: true }, { name: `${'v'.repeat(39)}b`, size: '1Gi', backup: true }], entrance: { component: 'a'.repeat(40), port: 'http', access: 'granted' } });
    const objects = renderKubernetesObjects(long, aDeployment(long, { generation: 12_345 }));
    assertNamed(objects);
    assert.equal(objects.filter(({ kind }) => kind === 'PersistentVolumeClaim').length, 2);
  });

  test('a suspended generation keeps everything and runs nothing', () => {
    const objects = renderKubernetesObjects(twoComponents, wish({ wanted: 'suspended' }));
    assert.deepEqual(objects.filter(({ kind }) => kind === 'Deployment').map((object) => fields(object['spec'])['replicas']), [0, 0]);
    assert.equal(objects.length, renderKubernetesObjects(twoComponents, wish()).length);
  });

  test('secrets and connection data stand in the Secret only', () => {
    const objects = renderKubernetesObjects(twoComponents, wish({ secrets: { password: 'very-secret-word' }, needs: { 'smtp.host': 'mail.example' } }));
    const others = JSON.stringify(objects.filter(({ kind }) => kind !== 'Secret'));
    for (const word of ['very-secret-word', 'mail.example']) {
      assert.ok(!others.includes(word) && !others.includes(Buffer.from(word).toString('base64')), word);
    }
    const secret = objects.find(({ kind }) => kind === 'Secret');
    assert.deepEqual(secret?.['data'], { 'need.smtp.host': Buffer.from('mail.example').toString('base64'), 'secret.password': Buffer.from('very-secret-word').toString('base64') });
  });

  test('what is missing is refused instead of left out', () => {
    assert.throws(() => renderKubernetesObjects(twoComponents, wish({ needs: {} })), /smtp\.host/u);
    assert.throws(() => renderKubernetesObjects(twoComponents, wish({ secrets: {} })), /password/u);
    const tagged = anAppPackage({ components: [aComponent({ image: { reference: 'localhost/x' } })] });
    assert.throws(() => renderKubernetesObjects(tagged, aDeployment(tagged)), /digest/u);
  });

  test('the quota holds all generations of the authority, and nobody opens ports of machines', () => {
    const beside = { cpu: 100, cpuLimit: 200, memory: 1024 ** 2, memoryLimit: 2 * 1024 ** 2, storage: 1024 ** 3, pods: 1, volumes: 1, largestCpu: 200, largestMemory: 2 * 1024 ** 2 };
    const hard = (list: readonly KubernetesObject[]) => fields(fields(list.find(({ kind }) => kind === 'ResourceQuota')?.['spec'])['hard']);
    const alone = hard(renderKubernetesObjects(twoComponents, wish()));
    const both = hard(renderKubernetesObjects(twoComponents, wish({ beside: [beside] })));
    assert.deepEqual([alone['persistentvolumeclaims'], both['persistentvolumeclaims'], alone['pods'], both['pods']], ['2', '3', '3', '5']);
    assert.deepEqual([both['requests.storage'], both['services.nodeports'], both['services.loadbalancers']], ['2560Mi', '0', '0']);
  });
});

describe('what a pod may reach', () => {
  const policies = (app = twoComponents, changes: Partial<KubernetesDeployment> = {}) => renderKubernetesObjects(app, aDeployment(app, { needs: { 'smtp.host': 'x' }, ...changes })).filter(({ kind }) => kind === 'NetworkPolicy').map((object) => ({ name: object.metadata.name, ...fields(object['spec']) }) as Record<string, unknown>);

  test('nothing unless it is named', () => {
    const [deny] = policies();
    assert.deepEqual(deny, { name: 'default-deny', podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  test('no rule is without peers or without ports, as that would mean everybody', () => {
    for (const cluster of [...routes, { ...USUAL_CLUSTER, entranceFrom: { ranges: [] } }]) {
      for (const policy of policies(twoComponents, { cluster })) {
        for (const rule of [...((policy['ingress'] as Record<string, unknown>[] | undefined) ?? []), ...((policy['egress'] as Record<string, unknown>[] | undefined) ?? [])]) {
          assert.ok(((rule['from'] ?? rule['to']) as unknown[]).length > 0, JSON.stringify(rule));
          if (rule['from'] !== undefined) assert.ok((rule['ports'] as unknown[]).length > 0, JSON.stringify(rule));
        }
      }
    }
  });

  test('the internet is open only to those who ask for it, and without private ranges', () => {
    const closed = JSON.stringify(policies({ ...twoComponents, egress: 'none' }));
    assert.ok(!closed.includes('ipBlock'));
    const open = JSON.stringify(policies(twoComponents, { cluster: { ...USUAL_CLUSTER, closedRanges: ['203.0.114.0/24', '2a02:1::/48', 'fd00::/8'] } }));
    for (const range of [...PRIVATE_IPV4, '203.0.114.0/24', '2a02:1::/48']) assert.ok(open.includes(`"${range}"`), range);
    assert.ok(!open.includes('"fd00::/8"'), 'an exception outside its block is refused by the API server');
  });

  test('the entrance is open to the namespace of the gateway and on its own port only', () => {
    const entrance = policies().find(({ name }) => String(name).endsWith('-entrance'));
    assert.deepEqual(entrance?.['ingress'], [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'allmende' } } }], ports: [{ protocol: 'TCP', port: 8080 }] }]);
    assert.equal(fields(fields(entrance?.['podSelector'])['matchLabels'])['allmende.component'], 'web');
  });
});

function podOf(deployment: KubernetesObject): unknown {
  return fields(fields(fields(deployment['spec'])['template']))['spec'];
}

// What we promise beyond the profile.
function assertWalled(pod: unknown): void {
  assert.deepEqual(restrictedViolations(pod), []);
  const spec = fields(pod);
  assert.equal(spec['automountServiceAccountToken'], false);
  assert.equal(spec['enableServiceLinks'], false);
  for (const container of spec['containers'] as Record<string, unknown>[]) {
    assert.equal(fields(container['securityContext'])['readOnlyRootFilesystem'], true);
    assert.match(String(container['image']), /@sha256:[0-9a-f]{64}$/u);
    const { requests, limits } = container['resources'] as { requests: Record<string, string>; limits: Record<string, string> };
    for (const kind of ['cpu', 'memory']) assert.ok(requests[kind] && limits[kind], kind);
  }
  for (const volume of spec['volumes'] as Record<string, unknown>[]) if (volume['emptyDir']) assert.ok(fields(volume['emptyDir'])['sizeLimit']);
}

function assertNamed(objects: readonly KubernetesObject[]): void {
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  assert.equal(new Set(names).size, names.length, 'two objects have one name');
  for (const { metadata } of objects) {
    assert.match(metadata.name, /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/u);
    for (const value of Object.values(metadata.labels ?? {})) assert.match(value, /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/u);
    if (metadata.namespace !== undefined) assert.equal(metadata.labels?.['allmende.installation'], '0123456789abcdef');
  }
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return (value ?? {}) as Readonly<Record<string, unknown>>;
}
