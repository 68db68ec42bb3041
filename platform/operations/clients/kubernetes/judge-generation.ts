import { KUBERNETES_LABELS as LABELS } from '@allmende/app-packages';
import type { Observation } from '../../domain/runtime.ts';
import { isReadingIn, type GenerationRecord } from './generation-record.ts';
import type { Condition, ContainerStatus, LiveDeployment, LivePod } from './live-objects.ts';

/** What of one generation lies in a cluster. */
export type LiveGeneration = { readonly record: GenerationRecord | undefined; readonly deployments: readonly LiveDeployment[]; readonly pods: readonly LivePod[]; /** The first object that is not as it was applied. */ readonly altered?: string | undefined };

/** How long a pod may wait for a machine or a disk before it counts as failing. */
const PLACE_MS = 60_000;

const STARTING: Observation = { state: 'starting', detail: 'Die Anwendung startet.' };

/** How a generation is, from what the cluster says of it. */
export function judgeGeneration({ record, deployments, pods, altered }: LiveGeneration, now: Date): Observation {
  if (!record) return { state: 'absent' };
  if (record.filling) return { state: 'failing', detail: 'Das Zurückholen der Daten wurde unterbrochen.' };
  const staying = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  if (record.wanted === 'suspended' || deployments.length === 0) {
    if (staying.every(hasEnded) && deployments.every(({ spec }) => spec.replicas === 0)) return { state: 'suspended' };
    return { state: 'failing', detail: 'Das Programm läuft, obwohl es ruhen soll.' };
  }
  const missing = record.components.filter((component) => !deployments.some((one) => componentOf(one) === component));
  if (missing.length > 0) return { state: 'failing', detail: `Die Komponente „${missing[0]}“ ist nicht angelegt.` };
  const unready = deployments.filter((deployment) => !isReady(deployment));
  if (unready.length === 0) return altered === undefined || record.restoring ? judgeRestoring(record, now) : { state: 'failing', detail: `Im Cluster wurde etwas verändert oder gelöscht, das zur Anwendung gehört (${altered}). Es wird wiederhergestellt.` };
  for (const deployment of unready) {
    const component = componentOf(deployment);
    const problem = refusal(deployment) ?? staying.filter((pod) => pod.metadata.labels?.[LABELS.component] === component).map((pod) => podProblem(pod, record, now)).find((one) => one !== undefined) ?? overdue(deployment);
    if (problem !== undefined) return { state: 'failing', detail: problem };
  }
  if (unready.some(({ spec }) => spec.replicas === 0)) return { state: 'failing', detail: 'Die Anwendung ruht, obwohl sie laufen soll.' };
  return staying.some((pod) => wasReady(pod)) ? { state: 'starting', detail: 'Die Anwendung antwortet gerade nicht.' } : STARTING;
}

/** Whether a pod has come to its end and stays only to be looked at, as one that was evicted does. */
export const hasEnded = ({ status }: LivePod): boolean => status?.phase === 'Failed' || status?.phase === 'Succeeded';

function judgeRestoring(record: GenerationRecord, now: Date): Observation {
  if (!record.restoring) return { state: 'running', ...(record.upstream === undefined ? {} : { upstream: record.upstream }) };
  if (isReadingIn(record, now)) return { state: 'starting', detail: 'Die Sicherung wird eingelesen.' };
  return { state: 'failing', detail: record.problem ?? 'Das Einlesen der Sicherung wurde unterbrochen.' };
}

/** Whether a Deployment stands as it was last asked for. */
export function isReady({ metadata, spec, status }: LiveDeployment): boolean {
  return spec.replicas !== 0 && (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0) && (status?.readyReplicas ?? 0) >= 1 && (status?.updatedReplicas ?? 0) >= 1;
}

const componentOf = (object: { readonly metadata: LivePod['metadata'] }): string => object.metadata.labels?.[LABELS.component] ?? '';
const conditionOf = (conditions: readonly Condition[] | undefined, type: string): Condition | undefined => conditions?.find((one) => one.type === type);

// The cluster did not even make the pod.
function refusal({ status }: LiveDeployment): string | undefined {
  const failure = conditionOf(status?.conditions, 'ReplicaFailure');
  if (failure?.status !== 'True') return undefined;
  const said = failure.message ?? '';
  if (/exceeded quota/u.test(said)) return 'Das Kontingent der Behörde im Cluster reicht nicht aus.';
  if (/violates PodSecurity/u.test(said)) return 'Der Cluster lässt die Anwendung nicht zu, weil sie gegen das Sicherheitsprofil „restricted“ verstößt.';
  return `Der Cluster legt die Anwendung nicht an: ${said.slice(0, 300)}`;
}

function overdue({ status }: LiveDeployment): string | undefined {
  const progress = conditionOf(status?.conditions, 'Progressing');
  return progress?.status === 'False' && progress.reason === 'ProgressDeadlineExceeded' ? 'Die Anwendung ist in der Zeit, die ihr Paket nennt, nicht bereit geworden.' : undefined;
}

/** Why a pod does not get on; undefined while it may still come right by itself. */
export function podProblem(pod: LivePod, record: Pick<GenerationRecord, 'startSeconds'>, now: Date): string | undefined {
  const { status } = pod;
  const component = componentOf(pod);
  const scheduled = conditionOf(status?.conditions, 'PodScheduled');
  if (scheduled?.status === 'False' && since(scheduled, now) > PLACE_MS) {
    if (/PersistentVolumeClaim|persistentvolume/iu.test(scheduled.message ?? '')) return 'Der Cluster hat keinen Speicher für die Anwendung bereitgestellt.';
    return 'Keine Maschine des Clusters hat Platz für die Anwendung.';
  }
  if (status?.phase === 'Failed') return `Die Komponente „${component}“ wurde von ihrer Maschine beendet (${status.reason ?? 'ohne Angabe'}).`;
  for (const container of status?.containerStatuses ?? []) {
    const problem = containerProblem(container, component);
    if (problem !== undefined) return problem;
  }
  const ready = conditionOf(status?.conditions, 'Ready');
  const running = (status?.containerStatuses ?? []).some(({ state }) => state?.running);
  return running && ready?.status === 'False' && since(ready, now) > record.startSeconds * 1000 + PLACE_MS ? 'Die Anwendung läuft, antwortet aber nicht.' : undefined;
}

function containerProblem({ state, lastState }: ContainerStatus, component: string): string | undefined {
  const ended = state?.terminated ?? lastState?.terminated;
  const how = ended?.reason === 'OOMKilled' ? 'ihr Arbeitsspeicher reichte nicht' : `Ende mit ${ended?.exitCode ?? 'unbekannt'}`;
  switch (state?.waiting?.reason) {
    case 'CrashLoopBackOff': return `Die Komponente „${component}“ endet immer wieder (${how}).`;
    case 'ErrImagePull': case 'ImagePullBackOff': case 'InvalidImageName': case 'ErrImageNeverPull': case 'RegistryUnavailable': return `Das Abbild der Komponente „${component}“ ist für den Cluster nicht erreichbar.`;
    case 'CreateContainerConfigError': case 'CreateContainerError': case 'RunContainerError': case 'StartError': return `Die Komponente „${component}“ kann nicht gestartet werden: ${(state.waiting.message ?? '').slice(0, 200)}`;
    default: return state?.terminated && state.terminated.exitCode !== 0 ? `Die Komponente „${component}“ läuft nicht (${how}).` : undefined;
  }
}

// A pod that has been ready has a readiness that changed after its start.
function wasReady(pod: LivePod): boolean {
  const ready = conditionOf(pod.status?.conditions, 'Ready');
  const running = pod.status?.containerStatuses?.find(({ state }) => state?.running);
  return ready?.status === 'False' && running?.state?.running?.startedAt !== undefined && (ready.lastTransitionTime ?? '') > running.state.running.startedAt;
}

function since(condition: Condition, now: Date): number {
  return condition.lastTransitionTime === undefined ? 0 : now.getTime() - Date.parse(condition.lastTransitionTime);
}
