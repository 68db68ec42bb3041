import { readFile } from 'node:fs/promises';
import { loadAllYaml } from '@kubernetes/client-node';
import { buildClusterProgram } from './build-cluster-program.ts';
import { callCluster, type ClusterAccount } from './call-cluster.ts';
import { findGatewayApi } from './find-gateway-api.ts';
import { startCluster, type StartedCluster } from './start-cluster.ts';
import { startStandInMachine } from './stand-in-machine.ts';

const GUIDE = new URL('../../../../docs/guide/run-on-kubernetes.md', import.meta.url);

/** A real API server with its controllers, for tests. */
export type RealCluster = AsyncDisposable & {
  /** May do everything. */
  readonly admin: ClusterAccount;
  /** What the platform is given: the rights from the guide and no more, unless the cluster is one that was named. */
  readonly allmende: ClusterAccount;
  /** What only a cluster that was started for the test allows. */
  readonly own: Pick<StartedCluster, 'withoutApiServer' | 'withoutControllers'> | undefined;
  /** The machine that pods come to, when the cluster has no real one. */
  readonly machine: Awaited<ReturnType<typeof startStandInMachine>> | undefined;
};

/** Opens the cluster that ALLMENDE_TEST_KUBECONFIG names, or one that is built and started here. Says why there is none otherwise. */
export async function openRealCluster(): Promise<RealCluster | { readonly missing: string }> {
  const named = process.env['ALLMENDE_TEST_KUBECONFIG'] ?? '';
  if (named !== '') return withMachine({ kubeconfig: named }, { kubeconfig: named }, undefined);
  const built = await buildClusterProgram();
  if ('missing' in built) return { missing: `${built.missing}; or name a cluster by ALLMENDE_TEST_KUBECONFIG` };
  const cluster = await startCluster(built.program);
  await grantRights(cluster.admin);
  const definition = await findGatewayApi();
  if (definition !== undefined) await callCluster(cluster.admin)('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition);
  return withMachine(cluster.admin, cluster.allmende, cluster);
}

async function withMachine(admin: ClusterAccount, allmende: ClusterAccount, own: StartedCluster | undefined): Promise<RealCluster> {
  const { body } = await callCluster(admin)('GET', '/api/v1/nodes');
  const machine = (body['items'] as readonly unknown[]).length === 0 ? await startStandInMachine(admin) : undefined;
  return {
    admin, allmende, own, machine,
    [Symbol.asyncDispose]: async () => {
      await machine?.[Symbol.asyncDispose]();
      await own?.[Symbol.asyncDispose]();
    },
  };
}

// The very text that an operator follows: what is missing in it is missing here.
async function grantRights(admin: ClusterAccount): Promise<void> {
  const text = await readFile(GUIDE, 'utf8');
  const [role] = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gmu)].flatMap(([, yaml = '']) => (yaml.includes('kind: ClusterRole') ? (loadAllYaml(yaml) as Record<string, unknown>[]) : []));
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const call = callCluster(admin);
  for (const [path, body] of [
    [`${rbac}/clusterroles`, role],
    [`${rbac}/clusterrolebindings`, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name: 'allmende' }, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'allmende' }, subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'allmende' }] }],
  ] as const) {
    const { status, body: said } = await call('POST', path, body);
    if (status !== 201) throw new Error(`the rights from the guide are refused: ${JSON.stringify(said)}`);
  }
}
