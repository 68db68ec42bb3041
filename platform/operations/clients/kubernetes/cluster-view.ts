import { KUBERNETES_LABELS as LABELS } from '@allmende/app-packages';
import type { Observation, RuntimePlace } from '../../domain/runtime.ts';
import type { LiveObject } from './api-server.ts';
import type { Cluster } from './cluster.ts';
import { followObjects } from './follow-objects.ts';
import { followStanding, type Altered } from './follow-standing.ts';
import { readRecord, RECORD_LABEL, type GenerationRecord } from './generation-record.ts';
import { judgeGeneration } from './judge-generation.ts';
import { CONFIG_MAP, DEPLOYMENT, POD, type Kind } from './kinds.ts';
import type { LiveDeployment, LivePod } from './live-objects.ts';
import { markOf } from './own-fields.ts';
import { findAltered, standingKey } from './standing.ts';

type Seen = { record: GenerationRecord | undefined; namespace: string; readonly deployments: Map<string, LiveDeployment & { readonly mark: string | undefined }>; readonly pods: Map<string, LivePod>; judged: Observation | undefined };

/** All generations of this installation, as the cluster has told of them. */
export type ClusterView = AsyncDisposable & {
  /** States by `<instance>/<generation>`; undefined as long as not everything is known. */
  observations(): ReadonlyMap<string, Observation> | undefined;
};

/**
 * Follows everything that this installation has in the cluster, and tells of instances that have changed. What is known costs the cluster nothing; only generations that are on their way or have changed are judged anew.
 */
export function openClusterView(cluster: Cluster, log: RuntimePlace['log'], changed: (instance: string) => void): ClusterView {
  const seen = new Map<string, Seen>();
  const known = new Set<Kind>();
  const listed = new Set<Kind>();
  const stop = new AbortController();
  const slotOf = (key: string): Seen => {
    let slot = seen.get(key);
    if (!slot) seen.set(key, (slot = { record: undefined, namespace: '', deployments: new Map(), pods: new Map(), judged: undefined }));
    return slot;
  };
  const put = (kind: Kind, object: LiveObject, gone: boolean): string | undefined => {
    const key = keyOf(object);
    if (key === undefined) return undefined;
    const slot = slotOf(key);
    const { name } = object.metadata;
    slot.namespace = object.metadata.namespace ?? '';
    if (kind === CONFIG_MAP) slot.record = gone ? undefined : readRecord(object);
    else if (gone) (kind === DEPLOYMENT ? slot.deployments : slot.pods).delete(name);
    else if (kind === DEPLOYMENT) slot.deployments.set(name, { ...(trimmed(object) as LiveDeployment), mark: markOf(DEPLOYMENT, object) });
    else slot.pods.set(name, trimmed(object) as LivePod);
    slot.judged = undefined;
    if (!slot.record && slot.deployments.size === 0 && slot.pods.size === 0) seen.delete(key);
    return key;
  };
  // The first list is no news: the sweep compares it with what is wanted.
  const tell = (kind: Kind, key: string | undefined) => { if (key !== undefined && listed.has(kind)) changed(key.slice(0, key.lastIndexOf('/'))); };
  const follow = (kind: Kind, labels: string) => followObjects(cluster.api, { kind, labels }, {
    replaced: (objects) => {
      const before = new Map([...seen].map(([key, slot]) => [key, fingerprint(kind, slot)]));
      for (const slot of seen.values()) {
        if (kind === CONFIG_MAP) slot.record = undefined;
        else (kind === DEPLOYMENT ? slot.deployments : slot.pods).clear();
        slot.judged = undefined;
      }
      for (const object of objects) put(kind, object, false);
      for (const [key, slot] of seen) if (before.get(key) !== fingerprint(kind, slot)) tell(kind, key);
      for (const [key, slot] of seen) if (!slot.record && slot.deployments.size === 0 && slot.pods.size === 0) { tell(kind, key); seen.delete(key); }
      known.add(kind);
      listed.add(kind);
    },
    changed: (object, gone) => tell(kind, put(kind, object, gone)),
    lost: () => { known.delete(kind); },
  }, { signal: stop.signal, log });
  const own = `${LABELS.installation}=${cluster.installation}`;
  const following = Promise.all([follow(CONFIG_MAP, `${own},${RECORD_LABEL}=1`), follow(DEPLOYMENT, own), follow(POD, `${own},${LABELS.component}`)]);
  const altered = ({ namespace, instance, isNews }: Altered) => {
    for (const [key, slot] of seen) {
      if (slot.namespace !== namespace || (instance !== undefined && !key.startsWith(`${instance}/`))) continue;
      slot.judged = undefined;
      if (isNews) changed(key.slice(0, key.lastIndexOf('/')));
    }
  };
  const standing = followStanding(cluster, { signal: stop.signal, log, altered });
  const findAlteredOf = ({ record, namespace, deployments }: Seen): string | undefined => record && findAltered(record.standing, {
    get: (key) => (key.startsWith(standingKey(DEPLOYMENT, '')) ? deployments.get(key.slice(standingKey(DEPLOYMENT, '').length))?.mark : standing.get(namespace, key)),
  }, (kind) => kind === DEPLOYMENT.kind || standing.isSeen(kind));
  return {
    observations: () => {
      if (known.size < 3) return undefined;
      const now = cluster.now();
      const states = new Map<string, Observation>();
      for (const [key, slot] of seen) {
        const settled = slot.judged?.state === 'running' || slot.judged?.state === 'suspended';
        const state = settled && slot.judged ? slot.judged : judgeGeneration({ record: slot.record, deployments: [...slot.deployments.values()], pods: [...slot.pods.values()], altered: findAlteredOf(slot) }, now);
        slot.judged = state;
        if (slot.record) states.set(key, state);
      }
      return states;
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await Promise.all([following, standing.following]);
    },
  };
}

/** The same look without anybody who follows, at programs and data only: three lists. */
export async function viewOnce(cluster: Cluster): Promise<ReadonlyMap<string, Observation>> {
  const own = `${LABELS.installation}=${cluster.installation}`;
  const [records, deployments, pods] = await Promise.all([
    cluster.api.list(CONFIG_MAP, { labels: `${own},${RECORD_LABEL}=1` }), cluster.api.list<LiveDeployment>(DEPLOYMENT, { labels: own }), cluster.api.list<LivePod>(POD, { labels: `${own},${LABELS.component}` }),
  ]);
  const byKey = { deployments: Map.groupBy(deployments.items, keyOf), pods: Map.groupBy(pods.items, keyOf) };
  const now = cluster.now();
  return new Map(records.items.flatMap((object): [string, Observation][] => {
    const key = keyOf(object);
    return key === undefined ? [] : [[key, judgeGeneration({ record: readRecord(object), deployments: byKey.deployments.get(key) ?? [], pods: byKey.pods.get(key) ?? [] }, now)]];
  }));
}

function keyOf({ metadata: { labels } }: LiveObject): string | undefined {
  const instance = labels?.[LABELS.instance];
  const generation = labels?.[LABELS.generation];
  return instance === undefined || generation === undefined ? undefined : `${instance}/${generation}`;
}

// Thousands of them are kept: only what is looked at.
function trimmed(object: LiveObject): LiveObject {
  const { name, generation, labels, deletionTimestamp } = object.metadata;
  const component = labels?.[LABELS.component];
  return {
    metadata: { name, ...(generation === undefined ? {} : { generation }), ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }), labels: component === undefined ? {} : { [LABELS.component]: component } },
    spec: { replicas: (object['spec'] as { replicas?: number } | undefined)?.replicas }, status: object['status'],
  };
}

function fingerprint(kind: Kind, slot: Seen): string {
  return JSON.stringify(kind === CONFIG_MAP ? slot.record : [...(kind === DEPLOYMENT ? slot.deployments : slot.pods).values()].toSorted((one, other) => (one.metadata.name < other.metadata.name ? -1 : 1)));
}
