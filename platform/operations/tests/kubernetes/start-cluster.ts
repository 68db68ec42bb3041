import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@allmende/database';
import { callCluster, type ClusterAccount } from './call-cluster.ts';

const START_MS = 180_000;
const STOP_MS = 20_000;

/** A cluster that runs on this machine for a test: everything of Kubernetes but machines. */
export type StartedCluster = AsyncDisposable & {
  /** May do everything. */
  readonly admin: ClusterAccount;
  /** Begins with no rights at all. */
  readonly allmende: ClusterAccount;
  /** Ends the API server without a word, and starts it again on the same data after the work. */
  withoutApiServer(work?: () => Promise<void>): Promise<void>;
  /** Lets the controllers (of Deployments, disks, quotas …) do nothing while the work is done, as in a cluster with much to do. */
  withoutControllers(work: () => Promise<void>): Promise<void>;
};

/** Starts etcd, kube-apiserver, kube-controller-manager and kube-scheduler on free ports, and waits until they answer. */
export async function startCluster(program: string): Promise<StartedCluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'allmende-cluster-'));
  const at = (name: string) => path.join(folder, name);
  const [data, peers, port] = [await freePort(), await freePort(), await freePort()];
  const [admin, allmende] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });
  await writeFile(at('accounts.key'), privateKey, { mode: 0o600 });
  await writeFile(at('accounts.pub'), publicKey);
  await writeFile(at('tokens.csv'), `${admin},admin,admin,system:masters\n${allmende},allmende,allmende\n`, { mode: 0o600 });

  const running = new Map<string, ChildProcess>();
  const start = async (name: string, options: Readonly<Record<string, string>>) => {
    const log = await open(at(`${name}.log`), 'a');
    const child = spawn(program, [name, ...Object.entries(options).map(([option, value]) => `--${option}=${value}`)], { cwd: folder, stdio: ['pipe', log.fd, log.fd] });
    await once(child, 'spawn');
    await log.close();
    running.set(name, child);
  };
  const end = async (name: string, signal: NodeJS.Signals) => {
    const child = running.get(name);
    running.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(late);
  };
  const endAll = async () => {
    for (const name of ['kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd']) await end(name, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  };
  const answers = async (what: string, ask: () => Promise<boolean>) => {
    for (const until = performance.now() + START_MS; !(await ask().catch(() => false)); await sleep(100)) {
      for (const [name, child] of running) if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} has ended: ${(await readFile(at(`${name}.log`), 'utf8')).slice(-2000)}`);
      if (performance.now() > until) throw new Error(`${what} does not answer`);
    }
  };
  const startApiServer = async () => {
    await start('kube-apiserver', {
      'etcd-servers': `http://127.0.0.1:${data}`, 'secure-port': String(port), 'bind-address': '127.0.0.1', 'cert-dir': at('certificates'), 'token-auth-file': at('tokens.csv'), 'authorization-mode': 'RBAC', 'anonymous-auth': 'false',
      'service-cluster-ip-range': '10.96.0.0/16', 'service-account-issuer': 'https://kubernetes.default.svc', 'service-account-key-file': at('accounts.pub'), 'service-account-signing-key-file': at('accounts.key'),
      'endpoint-reconciler-type': 'none', 'storage-media-type': 'application/json',
    });
    await answers('the API server', async () => (await call('GET', '/readyz')).status === 200);
  };
  const account = async (name: string, token: string): Promise<ClusterAccount> => {
    const ca = await readFile(at('certificates/apiserver.crt'), 'utf8');
    const kubeconfig = at(`${name}.kubeconfig`);
    await writeFile(kubeconfig, JSON.stringify({
      apiVersion: 'v1', kind: 'Config', 'current-context': 'test', clusters: [{ name: 'test', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
      users: [{ name, user: { token } }], contexts: [{ name: 'test', context: { cluster: 'test', user: name } }],
    }), { mode: 0o600 });
    return { kubeconfig };
  };
  let administrator: Promise<ClusterAccount> | undefined;
  // The server's certificate is there when it answers for the first time, and stays.
  const call: ReturnType<typeof callCluster> = async (...asked) => {
    const opening = (administrator ??= account('admin', admin));
    opening.catch(() => { administrator = undefined; });
    return callCluster(await opening)(...asked);
  };

  try {
    await start('etcd', {
      'data-dir': at('data'), 'listen-client-urls': `http://127.0.0.1:${data}`, 'advertise-client-urls': `http://127.0.0.1:${data}`, 'listen-peer-urls': `http://127.0.0.1:${peers}`,
      'initial-advertise-peer-urls': `http://127.0.0.1:${peers}`, 'initial-cluster': `default=http://127.0.0.1:${peers}`, 'unsafe-no-fsync': 'true', 'log-level': 'error',
    });
    await startApiServer();
    const accounts = { admin: await (administrator ?? account('admin', admin)), allmende: await account('allmende', allmende) };
    const control = { kubeconfig: accounts.admin.kubeconfig, 'leader-elect': 'false', 'secure-port': '0' };
    await start('kube-controller-manager', { ...control, 'service-account-private-key-file': at('accounts.key'), 'root-ca-file': at('certificates/apiserver.crt'), 'enable-hostpath-provisioner': 'true', 'node-monitor-grace-period': '24h' });
    await start('kube-scheduler', control);
    await call('POST', '/apis/storage.k8s.io/v1/storageclasses', {
      apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'here', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }, provisioner: 'kubernetes.io/host-path', reclaimPolicy: 'Delete',
    });
    await answers('the controllers', async () => (await call('GET', '/api/v1/namespaces/default/serviceaccounts/default')).status === 200);
    return {
      ...accounts,
      withoutApiServer: async (work = async () => undefined) => {
        await end('kube-apiserver', 'SIGKILL');
        await work();
        await startApiServer();
      },
      withoutControllers: async (work) => {
        const controllers = running.get('kube-controller-manager');
        controllers?.kill('SIGSTOP');
        try {
          await work();
        } finally {
          controllers?.kill('SIGCONT');
        }
      },
      [Symbol.asyncDispose]: endAll,
    };
  } catch (error) {
    await endAll();
    throw error;
  }
}
