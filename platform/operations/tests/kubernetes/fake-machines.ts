import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Execute, FakeApiServer, Kept } from './fake-api-server.ts';

type Spec = { replicas?: number; template: { metadata: { labels: Record<string, string> }; spec: { containers: readonly { name: string }[]; volumes?: readonly { persistentVolumeClaim?: { claimName: string } }[] } } };

/** What stands in for the controllers and machines of a cluster: makes pods of Deployments, lets them become ready, ends them, binds disks as folders of this machine, and clears namespaces. */
export async function startFakeMachines(server: FakeApiServer) {
  const root = await mkdtemp(path.join(tmpdir(), 'allmende-disks-'));
  const folders = new Map<string, string>();
  let pods = 0;
  const machines = {
    /** Makes a pod what it says by its component: undefined leaves it coming up. */
    judge: (_pod: Kept): 'ready' | 'unready' | 'evicted' | { readonly waiting: string; readonly exitCode?: number } => 'ready',
    /** What a command that is not `tar` does. */
    command: (async () => ({ code: 0, output: Buffer.alloc(0), errors: '' })) as Execute,
    folderOf: (claim: string): string => folders.get(claim) ?? '',
    ran: [] as string[],
    stop: async () => {
      clearInterval(ticking);
      await rm(root, { recursive: true, force: true });
    },
  };
  server.execute = async (pod, container, command, input) => {
    machines.ran.push(command.join(' '));
    const claim = ((pod['spec'] as Spec['template']['spec']).volumes ?? []).find((volume) => volume.persistentVolumeClaim)?.persistentVolumeClaim?.claimName ?? '';
    if (command[0] !== 'tar') return machines.command(pod, container, command, input);
    const folder = folders.get(`${pod.metadata.namespace}/${claim}`) ?? '/nonexistent';
    const child = spawn('tar', command.slice(1).map((word) => (word === '/volume' ? folder : word)), { stdio: 'pipe' });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const ended = new Promise<number>((resolve) => { child.once('close', (code) => resolve(code ?? -1)); });
    const [output, errors] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
    return { code: await ended, output, errors: errors.toString('utf8') };
  };
  const collectionOf = (object: Kept, plural: string, api = '/api/v1') => `${api}/namespaces/${object.metadata.namespace}/${plural}`;
  let busy = false;
  let seen = '';
  let judged = machines.judge;
  const tick = async () => {
    for (const claim of server.in('persistentvolumeclaims')) {
      const id = `${claim.metadata.namespace}/${claim.metadata.name}`;
      const used = server.in('pods').some((pod) => pod.metadata.namespace === claim.metadata.namespace && ((pod['spec'] as Spec['template']['spec']).volumes ?? []).some((volume) => volume.persistentVolumeClaim?.claimName === claim.metadata.name));
      if (claim.metadata.deletionTimestamp !== undefined) {
        if (used) continue;
        await rm(folders.get(id) ?? path.join(root, 'none'), { recursive: true, force: true });
        folders.delete(id);
        server.drop(collectionOf(claim, 'persistentvolumeclaims'), claim.metadata.name);
      } else if (!folders.has(id)) {
        const folder = path.join(root, claim.metadata.uid);
        await mkdir(folder);
        folders.set(id, folder);
      }
    }
    for (const pod of server.in('pods')) {
      if (pod.metadata.deletionTimestamp !== undefined) server.drop(collectionOf(pod, 'pods'), pod.metadata.name);
      else run(pod);
    }
    for (const deployment of server.in('deployments')) control(deployment);
    for (const quota of server.in('resourcequotas')) {
      const { hard } = quota['spec'] as { hard: unknown };
      if (JSON.stringify((quota['status'] as { hard?: unknown } | undefined)?.hard) !== JSON.stringify(hard)) server.put(collectionOf(quota, 'resourcequotas'), { ...structuredClone(quota), status: { hard } });
    }
    for (const pod of server.in('pods')) {
      const owner = pod.metadata.annotations?.['owner'];
      if (owner !== undefined && !server.in('deployments').some((one) => one.metadata.uid === owner)) server.drop(collectionOf(pod, 'pods'), pod.metadata.name);
    }
    for (const namespace of server.in('namespaces')) {
      if (namespace.metadata.deletionTimestamp === undefined) continue;
      for (const key of server.objects.keys()) if (key.includes(`/namespaces/${namespace.metadata.name}/`)) server.drop(key.slice(0, key.lastIndexOf('/')), key.slice(key.lastIndexOf('/') + 1));
      server.drop('/api/v1/namespaces', namespace.metadata.name);
    }
  };
  const run = (pod: Kept) => {
    const isHelper = pod.metadata.labels?.['allmende.component'] === undefined;
    const state = isHelper ? 'ready' : machines.judge(pod);
    const name = (pod['spec'] as Spec['template']['spec']).containers[0]?.name ?? '';
    const at = pod.metadata.creationTimestamp;
    if ((pod['status'] as { phase?: string } | undefined)?.phase === 'Failed') return;
    const waiting = typeof state === 'object' ? state : undefined;
    const status = {
      phase: state === 'evicted' ? 'Failed' : waiting ? 'Pending' : 'Running', ...(state === 'evicted' ? { reason: 'Evicted' } : {}), conditions: [{ type: 'PodScheduled', status: 'True' }, { type: 'Ready', status: state === 'ready' ? 'True' : 'False', lastTransitionTime: at }],
      containerStatuses: [{
        name, ready: state === 'ready', restartCount: waiting ? 3 : 0, state: waiting ? { waiting: { reason: waiting.waiting } } : { running: { startedAt: at } }, lastState: waiting?.exitCode === undefined ? {} : { terminated: { exitCode: waiting.exitCode } },
      }],
    };
    if (JSON.stringify(pod['status']) !== JSON.stringify(status)) server.put(collectionOf(pod, 'pods'), { ...structuredClone(pod), status });
  };
  const control = (deployment: Kept) => {
    const spec = deployment['spec'] as Spec;
    // Those that have ended stay where they are, and count for nothing.
    const own = server.in('pods').filter((pod) => pod.metadata.annotations?.['owner'] === deployment.metadata.uid && (pod['status'] as { phase?: string } | undefined)?.phase !== 'Failed');
    if ((spec.replicas ?? 1) === 0) for (const pod of own) server.put(collectionOf(pod, 'pods'), { ...structuredClone(pod), metadata: { ...pod.metadata, deletionTimestamp: new Date().toISOString() } });
    else if (own.length === 0) {
      pods += 1;
      const name = `${deployment.metadata.name}-${pods}`;
      server.put(collectionOf(deployment, 'pods'), {
        apiVersion: 'v1', kind: 'Pod', spec: structuredClone(spec.template.spec),
        metadata: { name, namespace: deployment.metadata.namespace ?? '', uid: `pod-${pods}`, resourceVersion: '0', generation: 1, creationTimestamp: new Date().toISOString(), labels: spec.template.metadata.labels, annotations: { owner: deployment.metadata.uid } },
      });
    }
    const ready = own.filter((pod) => (pod['status'] as { containerStatuses?: { ready: boolean }[] } | undefined)?.containerStatuses?.[0]?.ready).length;
    const status = { observedGeneration: deployment.metadata.generation, ...(ready > 0 && spec.replicas !== 0 ? { readyReplicas: ready } : {}), ...(own.length > 0 && spec.replicas !== 0 ? { updatedReplicas: own.length } : {}) };
    if (JSON.stringify(deployment['status']) !== JSON.stringify(status)) server.put(collectionOf(deployment, 'deployments', '/apis/apps/v1'), { ...structuredClone(deployment), status });
  };
  const ticking = setInterval(() => {
    const now = `${server.version()}`;
    if (busy || (now === seen && machines.judge === judged)) return;
    busy = true;
    seen = now;
    judged = machines.judge;
    tick().finally(() => { busy = false; });
  }, 15);
  return machines;
}
