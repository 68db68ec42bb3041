import assert from 'node:assert/strict';
import { after, afterEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { namespaceName } from '@allmende/app-packages';
import { newId } from '@allmende/database';
import { installationId } from '../../clients/containers/installation-id.ts';
import type { Instance } from '../../domain/instance.ts';
import { callCluster } from './call-cluster.ts';
import { aClusterPackage, aServingPackage, openKubernetesStand } from './kubernetes-stand.ts';
import { openRealCluster } from './open-real-cluster.ts';

const cluster = await openRealCluster();
const skip = 'missing' in cluster ? cluster.missing : false;
const PATIENCE_MS = 60_000;

describe('the runtime against a real API server with its controllers', { skip }, async () => {
  if ('missing' in cluster) return;
  const { own, machine } = cluster;
  const stand = await openKubernetesStand(cluster.allmende.kubeconfig);
  const anApp = () => (machine ? aClusterPackage() : aServingPackage());
  after(async () => {
    if (!own) await stand.clear();
    await cluster[Symbol.asyncDispose]();
  });
  afterEach(() => { if (machine) machine.judge = () => 'ready'; });
  const call = callCluster(cluster.admin);
  const asAllmende = callCluster(cluster.allmende);
  const installation = await installationId(stand.ctxOf(newId()).config.dataDir);
  const { runtime } = stand;

  const namespaceOf = ({ tenant }: Instance) => namespaceName({ installation, tenant });
  const there = async (path: string) => (await call('GET', path)).status === 200;
  const items = async (path: string) => ((await call('GET', path)).body['items'] ?? []) as readonly { kind?: string; metadata: { name: string; uid: string; resourceVersion: string; namespace?: string; labels?: Record<string, string> }; [field: string]: unknown }[];
  const running = async (instance: Instance) => {
    await stand.apply(instance);
    await stand.until(instance, 'running', PATIENCE_MS);
    return instance;
  };
  // Whoever comes in between others is told so, and tries again as the reconciler does.
  const patiently = async (instance: Instance, worker: Pick<typeof runtime, 'apply'> = runtime) => eventually(() => worker.apply(stand.ctxOf(instance.tenant), instance, stand.spec()).then(() => true, (error: unknown) => {
    assert.match(String(error), /noch einmal|nächsten Versuch|weiter versucht/u);
    return false;
  }));
  const eventually = async (holds: () => boolean | Promise<boolean>) => {
    for (const end = Date.now() + PATIENCE_MS; !(await holds()); await sleep(50)) assert.ok(Date.now() < end, `not in time: ${holds.toString()}`);
  };
  /** Every kind of object that this cluster knows and that can be listed, with its address. */
  const kinds = async () => {
    const { body } = await call('GET', '/apis');
    const groups = ['/api/v1', ...(body['groups'] as { preferredVersion: { groupVersion: string } }[]).map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
    const found = await Promise.all(groups.map(async (root) => (((await call('GET', root)).body['resources'] ?? []) as { name: string; namespaced: boolean; verbs: string[] }[]).filter(({ name, verbs }) => !name.includes('/') && verbs.includes('list')).map(({ name, namespaced }) => ({ root, name, namespaced }))));
    return found.flat();
  };
  const everythingIn = async (namespace: string) => {
    const found = await Promise.all((await kinds()).filter(({ namespaced, name }) => namespaced && name !== 'events').map(async ({ root, name }) => (await items(`${root}/namespaces/${namespace}/${name}`)).map(({ metadata }) => `${name}/${metadata.name}`)));
    return found.flat().toSorted();
  };

  test('an app comes up with the rights from the guide', async () => {
    const instance = stand.instanceOf(anApp());
    assert.deepEqual(await stand.look(instance), { state: 'absent' });
    await running(instance);
  });

  test('two workers bring up two apps of an authority at once, and the same one once only', async () => {
    const one = stand.instanceOf(anApp());
    const other = stand.instanceOf(anApp(), one.tenant);
    await Promise.all([patiently(one), patiently(one, stand.newRuntime()), patiently(other, stand.newRuntime())]);
    for (const instance of [one, other]) await stand.until(instance, 'running', PATIENCE_MS);
    assert.equal((await items(`/api/v1/namespaces/${namespaceOf(one)}/pods`)).length, 2);
  });

  test('applying again writes nothing', async () => {
    const instance = await running(stand.instanceOf(anApp()));
    const versions = async () => {
      const paths = (await kinds()).filter(({ namespaced, name }) => namespaced && name !== 'events').map(({ root, name }) => `${root}/namespaces/${namespaceOf(instance)}/${name}`);
      const objects = (await Promise.all(paths.map(async (path) => (await items(path)).map(({ metadata }) => `${path}/${metadata.name} ${metadata.resourceVersion}`)))).flat();
      return [...objects, ((await call('GET', `/api/v1/namespaces/${namespaceOf(instance)}`)).body['metadata'] as { resourceVersion: string }).resourceVersion].toSorted();
    };
    // Controllers may still write what they have seen of the start; what we wrote each time would be seen each time.
    await eventually(async () => {
      const before = await versions();
      await stand.apply(instance);
      await stand.newRuntime().apply(stand.ctxOf(instance.tenant), instance, stand.spec());
      return (await versions()).join() === before.join();
    });
  });

  test('a pod that is not restricted is refused, and so is one beyond the quota', async () => {
    const instance = await running(stand.instanceOf(anApp()));
    const pod = (name: string, security: object, cpu: string) => ({
      apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }, containers: [{ name: 'x', image: 'registry.example/x', securityContext: security, resources: { requests: { cpu, memory: '1Mi' }, limits: { cpu, memory: '1Mi' } } }] },
    });
    const closed = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
    const create = async (...[name, security, cpu]: Parameters<typeof pod>) => asAllmende('POST', `/api/v1/namespaces/${namespaceOf(instance)}/pods`, pod(name, security, cpu));
    const loose = await create('loose', {}, '1m');
    assert.deepEqual([loose.status, /violates PodSecurity "restricted:latest"/u.test(String(loose.body['message']))], [403, true]);
    const large = await create('large', closed, '1');
    assert.deepEqual([large.status, /exceeded quota: allmende/u.test(String(large.body['message']))], [403, true]);
    assert.equal((await create('fits', closed, '1m')).status, 201, 'the same pod goes in when it is restricted and small');
  });

  test('the account of an app may read no secret, neither its own nor another authority\'s, and its pod has no token', async () => {
    const [one, other] = [await running(stand.instanceOf(anApp())), await running(stand.instanceOf(anApp()))];
    for (const namespace of [namespaceOf(one), namespaceOf(other), 'kube-system']) {
      for (const [verb, resource] of [['get', 'secrets'], ['list', 'secrets'], ['list', 'pods'], ['create', 'pods']]) {
        for (const account of [`allmende-${one.id}-g1`, 'default']) {
          const { body } = await call('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
            apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview',
            spec: { user: `system:serviceaccount:${namespaceOf(one)}:${account}`, groups: ['system:serviceaccounts', `system:serviceaccounts:${namespaceOf(one)}`, 'system:authenticated'], resourceAttributes: { namespace, verb, resource } },
          });
          assert.equal((body['status'] as { allowed: boolean }).allowed, false, `${account} may ${verb} ${resource} in ${namespace}`);
        }
      }
    }
    const [pod] = await items(`/api/v1/namespaces/${namespaceOf(one)}/pods`);
    assert.ok(pod);
    const { volumes, serviceAccountName, automountServiceAccountToken } = pod['spec'] as { volumes: Record<string, unknown>[]; serviceAccountName: string; automountServiceAccountToken: boolean };
    assert.deepEqual([serviceAccountName, automountServiceAccountToken], [`allmende-${one.id}-g1`, false]);
    assert.ok(!JSON.stringify(volumes).includes('serviceAccountToken'), JSON.stringify(volumes));
  });

  test('what somebody else has taken over is taken back, and what he has added stays', async () => {
    const instance = await running(stand.instanceOf(anApp()));
    const [deployment] = await items(`/apis/apps/v1/namespaces/${namespaceOf(instance)}/deployments`);
    const path = `/apis/apps/v1/namespaces/${namespaceOf(instance)}/deployments/${deployment?.metadata.name}`;
    const foreign = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: deployment?.metadata.name, annotations: { 'example.org/note': 'kept' } }, spec: { replicas: 0 } };
    assert.equal((await call('PATCH', `${path}?fieldManager=somebody&force=true`, foreign, 'application/apply-patch+yaml')).status, 200);
    assert.equal((await stand.until(instance, 'failing', PATIENCE_MS)).detail, 'Die Anwendung ruht, obwohl sie laufen soll.');
    await running(instance);
    const { body } = await call('GET', path);
    assert.equal((body['metadata'] as { annotations: Record<string, string> }).annotations['example.org/note'], 'kept');
  });

  test('removing leaves nothing behind in the whole cluster, and may be done twice', async () => {
    const instance = await running(stand.instanceOf(anApp()));
    const namespace = namespaceOf(instance);
    const disks = async () => (await items('/api/v1/persistentvolumes')).filter((disk) => (disk['spec'] as { claimRef: { namespace: string } }).claimRef.namespace === namespace).length;
    assert.equal(await disks(), 1);
    await runtime.remove(stand.ctxOf(instance.tenant), instance);
    await runtime.remove(stand.ctxOf(instance.tenant), instance);
    await eventually(async () => !(await there(`/api/v1/namespaces/${namespace}`)));
    await eventually(async () => (await disks()) === 0);
    assert.deepEqual(await everythingIn(namespace), []);
    assert.deepEqual(await stand.look(instance), { state: 'absent' });
  });

  test('one of two goes with all that is its own, and the other keeps running', async () => {
    const going = stand.instanceOf(anApp());
    const other = stand.instanceOf(anApp(), going.tenant);
    await Promise.all([patiently(going), patiently(other)]);
    await stand.until(other, 'running', PATIENCE_MS);
    await runtime.remove(stand.ctxOf(going.tenant), going);
    await eventually(async () => !(await everythingIn(namespaceOf(going))).join().includes(going.id));
    assert.equal((await stand.look(other)).state, 'running');
  });

  test('when all apps of an authority are removed at once, its namespace goes and none comes back', async () => {
    for (let round = 0; round < 3; round += 1) {
      const one = stand.instanceOf(anApp());
      const all = [one, stand.instanceOf(anApp(), one.tenant), stand.instanceOf(anApp(), one.tenant)];
      await Promise.all(all.map((instance) => patiently(instance)));
      await Promise.all(all.map((instance) => runtime.remove(stand.ctxOf(instance.tenant), instance)));
      await eventually(async () => !(await there(`/api/v1/namespaces/${namespaceOf(one)}`)));
    }
  });

  test('an app that is ordered while the namespace of its authority is being cleared is told so, and comes up afterwards', async () => {
    const first = await running(stand.instanceOf(anApp()));
    await runtime.remove(stand.ctxOf(first.tenant), first);
    const next = stand.instanceOf(anApp(), first.tenant);
    await eventually(async () => {
      try {
        await stand.apply(next);
        return true;
      } catch (error) {
        assert.match(String(error), /wird gerade gelöscht/u);
        return false;
      }
    });
    await stand.until(next, 'running', PATIENCE_MS);
  });

  test('an app rests although a pod of it was ended by its machine before', { skip: machine === undefined && 'the fate of pods is not in the hand of the test here' }, async () => {
    assert.ok(machine);
    const instance = await running(stand.instanceOf(anApp()));
    const [evicted] = await items(`/api/v1/namespaces/${namespaceOf(instance)}/pods`);
    machine.judge = ({ metadata }) => (metadata.uid === evicted?.metadata.uid ? 'evicted' : 'ready');
    await eventually(async () => (await items(`/api/v1/namespaces/${namespaceOf(instance)}/pods`)).length === 2);
    await stand.until(instance, 'running', PATIENCE_MS);
    await stand.apply(instance, 'suspended');
    assert.deepEqual(await stand.look(instance), { state: 'suspended' });
    await running(instance);
  });

  test('a quota that the cluster takes its time to count keeps nobody from the place that he has', { skip: own === undefined && 'the controllers are not in the hand of the test here' }, async () => {
    assert.ok(own);
    const one = await running(stand.instanceOf(anApp()));
    const other = stand.instanceOf(anApp(), one.tenant);
    let applying = Promise.resolve();
    await own.withoutControllers(async () => {
      applying = stand.apply(other);
      await Promise.race([applying.catch(() => undefined), sleep(3000)]);
    });
    await applying;
    await stand.until(other, 'running', PATIENCE_MS);
  });

  test('disks that exist stay as they are when the operator chooses another kind', async () => {
    const instance = await running(stand.instanceOf(anApp()));
    const other = stand.newRuntime({ settings: { storageClass: 'another' } });
    await other.apply(stand.ctxOf(instance.tenant), instance, stand.spec());
    await stand.apply(instance);
    assert.equal((await stand.look(instance)).state, 'running');
  });

  test('each way in is accepted, and the one before is gone when the operator chooses another', async (t) => {
    const instance = stand.instanceOf(anApp());
    const ctx = stand.ctxOf(instance.tenant);
    const addressOf = async () => 'https://tiny.apps.example';
    const upstream = 'http://edge.example:80';
    const ingresses = async () => (await items(`/apis/networking.k8s.io/v1/namespaces/${namespaceOf(instance)}/ingresses`)).length;
    const routes = async () => (await items(`/apis/gateway.networking.k8s.io/v1/namespaces/${namespaceOf(instance)}/httproutes`)).length;
    await stand.newRuntime({ addressOf, settings: { exposure: { kind: 'ingress', className: 'edge', upstream } } }).apply(ctx, instance, stand.spec());
    assert.deepEqual([await ingresses(), await routes()], [1, 0]);
    if (!(await there('/apis/gateway.networking.k8s.io/v1'))) t.diagnostic('the Gateway API is not in this cluster, so only Ingress was tried');
    else {
      await stand.newRuntime({ addressOf, settings: { exposure: { kind: 'http-route', gateway: { namespace: 'edge', name: 'internal' }, upstream } } }).apply(ctx, instance, stand.spec());
      assert.deepEqual([await ingresses(), await routes()], [0, 1]);
    }
    await stand.apply(instance);
    assert.deepEqual([await ingresses(), await routes()], [0, 0]);
    await stand.until(instance, 'running', PATIENCE_MS);
  });

  describe('what is watched', () => {
    test('a change is told and seen, also after the API server was killed and has forgotten what it was asked', { skip: own === undefined && 'the API server is not in the hand of the test here' }, async () => {
      assert.ok(own);
      const instance = await running(stand.instanceOf(anApp()));
      const told: string[] = [];
      const ctx = stand.ctxOf(instance.tenant);
      await using _watch = runtime.watch(ctx, (id) => told.push(id));
      const seen = async () => (await runtime.observeAll(ctx)).get(`${instance.id}/1`)?.state;
      await eventually(async () => (await seen()) === 'running');
      const pods = `/api/v1/namespaces/${namespaceOf(instance)}/pods`;
      for (const kill of [false, true, true]) {
        told.length = 0;
        if (kill) await own.withoutApiServer();
        await call('DELETE', pods);
        await eventually(() => told.includes(instance.id));
        await eventually(async () => (await seen()) === 'running');
      }
    });

    for (const [what, path] of [
      ['network policy', (instance: Instance) => `/apis/networking.k8s.io/v1/namespaces/${namespaceOf(instance)}/networkpolicies/allmende-${instance.id}-g1`],
      ['closed door of the namespace', (instance: Instance) => `/apis/networking.k8s.io/v1/namespaces/${namespaceOf(instance)}/networkpolicies/default-deny`],
      ['service', (instance: Instance) => `/api/v1/namespaces/${namespaceOf(instance)}/services/allmende-${instance.id}-g1-entrance`],
      ['secret', (instance: Instance) => `/api/v1/namespaces/${namespaceOf(instance)}/secrets/allmende-${instance.id}-g1`],
      ['quota', (instance: Instance) => `/api/v1/namespaces/${namespaceOf(instance)}/resourcequotas/allmende`],
    ] as const) {
      test(`a ${what} that somebody deletes is missed, told and made again`, async () => {
        const instance = await running(stand.instanceOf(anApp()));
        const ctx = stand.ctxOf(instance.tenant);
        const told: string[] = [];
        await using _watch = runtime.watch(ctx, (id) => told.push(id));
        const seen = async () => (await runtime.observeAll(ctx)).get(`${instance.id}/1`)?.state;
        await eventually(async () => (await seen()) === 'running');
        await sleep(500);
        told.length = 0;
        assert.equal((await call('DELETE', path(instance))).status, 200);
        await eventually(() => told.includes(instance.id));
        await eventually(async () => (await seen()) === 'failing');
        assert.match((await stand.look(instance)).detail ?? '', /verändert oder gelöscht/u);
        await stand.apply(instance);
        assert.ok(await there(path(instance)));
        await stand.until(instance, 'running', PATIENCE_MS);
        await eventually(async () => (await seen()) === 'running');
      });
    }

    test('a namespace that somebody opens for any pod is closed again', async () => {
      const instance = await running(stand.instanceOf(anApp()));
      const path = `/api/v1/namespaces/${namespaceOf(instance)}`;
      const level = async () => ((await call('GET', path)).body['metadata'] as { labels: Record<string, string> }).labels['pod-security.kubernetes.io/enforce'];
      await call('PATCH', path, { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } });
      assert.equal(await level(), 'privileged');
      assert.match((await stand.until(instance, 'failing', PATIENCE_MS)).detail ?? '', /verändert oder gelöscht/u);
      await running(instance);
      assert.equal(await level(), 'restricted');
    });

    test('a door that somebody opens in the closed ones of the namespace is closed again', async () => {
      const instance = await running(stand.instanceOf(anApp()));
      const path = `/apis/networking.k8s.io/v1/namespaces/${namespaceOf(instance)}/networkpolicies/default-deny`;
      assert.equal((await call('PATCH', path, { spec: { ingress: [{}] } })).status, 200);
      assert.match((await stand.until(instance, 'failing', PATIENCE_MS)).detail ?? '', /verändert oder gelöscht/u);
      await running(instance);
      assert.equal(((await call('GET', path)).body['spec'] as { ingress?: unknown[] }).ingress?.length ?? 0, 0);
    });
  });
});
