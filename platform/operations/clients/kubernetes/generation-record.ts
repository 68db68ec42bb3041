import type { Claim, KubernetesObject } from '@allmende/app-packages';
import type { LiveObject } from './api-server.ts';

/** What is remembered of a generation in the cluster itself, as long as its data live there. Made first, deleted last: a generation exists as long as its record does. */
export type GenerationRecord = {
  readonly wanted: 'running' | 'suspended';
  readonly components: readonly string[];
  readonly upstream: string | undefined;
  readonly startSeconds: number;
  readonly claim: Claim;
  /** Marks of everything that was applied for it (standing.ts); undefined as long as nothing was. */
  readonly standing: Readonly<Record<string, string>> | undefined;
  /** Its data are being brought back and are not whole. */
  readonly filling: boolean;
  /** The package's own command has still to read them in. */
  readonly restoring: boolean;
  /** When the worker that reads them in was last heard of. */
  readonly beat: Date | undefined;
  /** Why reading them in has failed, for staff. */
  readonly problem: string | undefined;
};

/** Marks the ConfigMaps that are records. */
export const RECORD_LABEL = 'allmende.record';

/** A record as fields of a ConfigMap; `null` deletes one in a merge patch. */
export function recordData(record: Partial<GenerationRecord>): Record<string, string | null> {
  const data: Record<string, string | null> = {};
  if (record.wanted !== undefined) data['wanted'] = record.wanted;
  if (record.components !== undefined) data['components'] = JSON.stringify(record.components);
  if ('upstream' in record) data['upstream'] = record.upstream ?? null;
  if (record.startSeconds !== undefined) data['startSeconds'] = String(record.startSeconds);
  if (record.claim !== undefined) data['claim'] = JSON.stringify(record.claim);
  if ('standing' in record) data['standing'] = record.standing === undefined ? null : JSON.stringify(record.standing);
  if (record.filling !== undefined) data['filling'] = record.filling ? 'true' : null;
  if (record.restoring !== undefined) data['restoring'] = record.restoring ? 'true' : null;
  if ('beat' in record) data['beat'] = record.beat?.toISOString() ?? null;
  if ('problem' in record) data['problem'] = record.problem ?? null;
  return data;
}

/** The ConfigMap of a new record. */
export function recordObject(metadata: { readonly name: string; readonly namespace: string; readonly labels: Readonly<Record<string, string>> }, record: GenerationRecord): KubernetesObject {
  const data = Object.fromEntries(Object.entries(recordData(record)).filter((entry): entry is [string, string] => entry[1] !== null));
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, labels: { ...metadata.labels, [RECORD_LABEL]: '1' } }, data };
}

/** Reads a record. One that somebody has spoiled is that of a generation that uses nothing and shall run. */
export function readRecord(object: LiveObject): GenerationRecord {
  const data = (object['data'] ?? {}) as Readonly<Record<string, string | undefined>>;
  return {
    wanted: data['wanted'] === 'suspended' ? 'suspended' : 'running', components: parsed<string[]>(data['components']) ?? [], upstream: data['upstream'], startSeconds: Number(data['startSeconds'] ?? 60),
    claim: parsed<Claim>(data['claim']) ?? { cpu: 0, cpuLimit: 0, memory: 0, memoryLimit: 0, storage: 0, pods: 0, volumes: 0, largestCpu: 0, largestMemory: 0 },
    standing: parsed<Record<string, string>>(data['standing']), filling: data['filling'] === 'true', restoring: data['restoring'] === 'true', beat: data['beat'] === undefined ? undefined : new Date(data['beat']), problem: data['problem'],
  };
}

function parsed<Value>(text: string | undefined): Value | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Value);
  } catch {
    return undefined;
  }
}

/** A worker that reads data in is heard of every few seconds; after this it is taken for dead. */
const BEAT_MS = 30_000;

/** Whether somebody is reading the data in. */
export function isReadingIn({ restoring, beat }: GenerationRecord, now: Date): boolean {
  return restoring && beat !== undefined && now.getTime() - beat.getTime() < BEAT_MS;
}
