import { claimOf, packageSecret, renderKubernetesObjects, renderTenant, upstreamOf, KUBERNETES_LABELS as LABELS, type AppPackage, type RunnablePackage, type KubernetesDeployment } from '@allmende/app-packages';
import { NeedUnmet, RuntimeUnable } from '../../domain/errors.ts';
import type { Instance } from '../../domain/instance.ts';
import type { FoundServer } from '../containers/find-servers.ts';
import type { RuntimeSpec } from '../../domain/runtime.ts';
import { ApiFailed } from './api-failed.ts';
import type { LiveObject } from './api-server.ts';
import { applyMarked, awaitQuota, boundTenant, claimsIn } from './bound-tenant.ts';
import { closeOtherEntrances } from './close-other-entrances.ts';
import { changeRecord, getRecord, listDeployments, listPods, lotOf, startSecondsOf, type Cluster, type Lot } from './cluster.ts';
import { recordObject } from './generation-record.ts';
import { hasEnded, podProblem } from './judge-generation.ts';
import { keepDisk } from './keep-disk.ts';
import { CLAIM, DEPLOYMENT, NAMESPACE, POD } from './kinds.ts';
import type { LivePod } from './live-objects.ts';
import { standingKey } from './standing.ts';
import { waitUntil } from './wait-until.ts';

/** How long stopping may take: what a pod is given to end, and some. */
export const STOP_MS = 60_000;

export type ApplyInput = { readonly app: RunnablePackage; readonly instance: Instance; readonly spec: RuntimeSpec; readonly address: string; readonly needs: ReadonlyMap<string, string>; readonly reach: readonly FoundServer[] };

/** Brings a generation nearer to what is wanted. Programs start in the cluster, in its own time; one that does not come right is begun anew. */
export async function applyGeneration(cluster: Cluster, input: ApplyInput): Promise<void> {
  const lot = lotOf(cluster, input.instance);
  if (input.spec.wanted === 'suspended') return suspendGeneration(cluster, lot);
  const before = await getRecord(cluster, lot);
  if (before?.filling) throw new RuntimeUnable('Die Daten sind nicht vollständig zurückgeholt. Holen Sie sie noch einmal zurück, dann startet die Anwendung.');
  const wish = wishOf(cluster, input);
  // Refuses what cannot be rendered before anything is made.
  const objects = render(input.app, wish);
  await openGeneration(cluster, lot, input.app, wish);
  await changeRecord(cluster, lot, { wanted: 'running', upstream: upstreamOf(input.app, wish), claim: claimOf(input.app, wish.plan), components: input.app.components.map(({ name }) => name) });
  const standing = await boundTenant(cluster, lot);
  await awaitQuota(cluster, lot);
  for (const object of objects) if (!standing.has(standingKey(object, object.metadata.name))) await applyMarked(cluster, standing, object.kind === CLAIM.kind ? await keepDisk(cluster, object) : object);
  await closeOtherEntrances(cluster, lot, objects);
  await changeRecord(cluster, lot, { standing: Object.fromEntries(standing) });
  await beginAnew(cluster, lot, input.app);
}

function wishOf(cluster: Cluster, { app, instance, spec, address, needs, reach }: ApplyInput): KubernetesDeployment {
  return {
    installation: cluster.installation, tenant: instance.tenant, instance: instance.id, generation: instance.generation, title: instance.title, address, language: 'de', plan: instance.plan, parameters: instance.parameters, wanted: 'running',
    secrets: Object.fromEntries((app.secrets ?? []).map(({ name }) => [name, packageSecret(app, name, (one) => spec.secret(`package/${one}`))])), needs: Object.fromEntries(needs), reach: reach.flatMap(({ addresses, port }) => addresses.map((one) => ({ cidr: `${one}/32`, port }))), beside: [], cluster: cluster.settings,
  };
}

function render(app: AppPackage, wish: KubernetesDeployment) {
  const unmet = app.components.flatMap(({ environment }) => Object.values(environment ?? {}).flatMap((from) => ('need' in from && !Object.hasOwn(wish.needs, from.need) ? [from.need] : [])))[0];
  if (unmet !== undefined) throw new NeedUnmet(`„${unmet}“; das bietet diese Plattform noch nicht`);
  const loose = app.components.find(({ image }) => image.digest === undefined);
  if (loose) throw new RuntimeUnable(`Das Abbild der Komponente „${loose.name}“ hat keinen Fingerabdruck; bauen und veröffentlichen Sie das Paket.`);
  return renderKubernetesObjects(app, wish);
}

/** Makes the namespace and the record of a generation, if they are missing. */
export async function openGeneration(cluster: Cluster, lot: Lot, app: AppPackage, wish: Pick<KubernetesDeployment, 'plan' | 'cluster'>): Promise<void> {
  if (await getRecord(cluster, lot)) return;
  const claim = claimOf(app, wish.plan);
  for (const object of renderTenant(lot, [...(await claimsIn(cluster, lot)), claim])) await cluster.api.apply(object);
  const labels = { [LABELS.installation]: lot.installation, [LABELS.tenant]: lot.tenant, [LABELS.instance]: lot.instance, [LABELS.generation]: String(lot.generation), [LABELS.app]: app.app };
  const made = await cluster.api.create(recordObject({ name: lot.name, namespace: lot.namespace, labels }, {
    wanted: 'suspended', components: [], upstream: undefined, startSeconds: startSecondsOf(app), claim, standing: undefined, filling: false, restoring: false, beat: undefined, problem: undefined,
  })).catch(unlessThere);
  // Whoever took the namespace for empty meanwhile now deletes another version of it than there is, and is refused.
  await cluster.api.merge(NAMESPACE, undefined, lot.namespace, { metadata: { annotations: { 'allmende/newest-record': made?.metadata.uid ?? lot.name } } });
  const namespace = await cluster.api.get<LiveObject>(NAMESPACE, undefined, lot.namespace);
  if (!namespace || namespace.metadata.deletionTimestamp !== undefined) throw new RuntimeUnable('Der Bereich der Behörde im Cluster wird gerade gelöscht. Danach geht es von selbst weiter.');
}

function unlessThere(error: unknown): undefined {
  if (error instanceof ApiFailed && error.reason === 'AlreadyExists') return undefined;
  throw error;
}

/** Stops a generation and keeps all of it. */
export async function suspendGeneration(cluster: Cluster, lot: Lot): Promise<void> {
  if (!(await getRecord(cluster, lot))) return;
  await changeRecord(cluster, lot, { wanted: 'suspended' });
  await stopPods(cluster, lot);
}

/** Stops all programs of a generation, and returns when the last is gone. */
export async function stopPods(cluster: Cluster, lot: Lot): Promise<void> {
  await scale(cluster, lot, 0);
  await waitUntil(async () => {
    const pods = await listPods(cluster, lot);
    // The cluster leaves pods that have ended by themselves where they are, for somebody to look at.
    for (const pod of pods) if (hasEnded(pod) && pod.metadata.deletionTimestamp === undefined) await cluster.api.remove(POD, lot.namespace, pod.metadata.name);
    return pods.length === 0 ? true : undefined;
  }, STOP_MS, 'Die Anwendung hat nicht in der Zeit angehalten, die ihr bleibt.');
}

/** Lets the programs of a generation run or rest. */
export async function scale(cluster: Cluster, lot: Lot, replicas: 0 | 1): Promise<void> {
  for (const { metadata, spec } of await listDeployments(cluster, lot)) if (spec.replicas !== replicas) await cluster.api.merge(DEPLOYMENT, lot.namespace, metadata.name, { spec: { replicas } });
}

// The cluster pauses longer and longer between its tries; a new pod is tried at once.
async function beginAnew(cluster: Cluster, lot: Lot, app: AppPackage): Promise<void> {
  const now = cluster.now();
  for (const pod of await listPods(cluster, lot)) if (pod.metadata.deletionTimestamp === undefined && isStuck(pod) && podProblem(pod, { startSeconds: startSecondsOf(app) }, now) !== undefined) await cluster.api.remove(POD, lot.namespace, pod.metadata.name);
}

// One without a machine, or whose image is missing, gets on no faster as a new one.
function isStuck(pod: LivePod): boolean {
  return pod.status?.phase === 'Failed' || (pod.status?.containerStatuses ?? []).some(({ state, restartCount }) => restartCount > 0 || state?.running !== undefined || state?.terminated !== undefined);
}

