import { KUBERNETES_LABELS as LABELS } from '@allmende/app-packages';
import { isGone } from './api-failed.ts';
import type { LiveObject } from './api-server.ts';
import type { Cluster, Lot } from './cluster.ts';
import { CONFIG_MAP, DEPLOYMENT, HTTP_ROUTE, NAMESPACE, STANDING_KINDS, type Kind } from './kinds.ts';
import { markOf } from './own-fields.ts';

/** Marks of objects (own-fields.ts) by kind and name: `Service allmende-…`. */
export type Standing = ReadonlyMap<string, string>;

export const standingKey = (kind: Pick<Kind, 'kind'>, name: string): string => `${kind.kind} ${name}`;

/** What stands in an authority's namespace for one generation, and for all of them. */
export async function readStanding(cluster: Cluster, lot: Lot): Promise<Standing> {
  const labels = `${LABELS.installation}=${lot.installation}`;
  const found = await Promise.all([...STANDING_KINDS, DEPLOYMENT].map(async (kind) => {
    const objects = kind === NAMESPACE ? [await cluster.api.get<LiveObject>(NAMESPACE, undefined, lot.namespace)] : (await cluster.api.list<LiveObject>(kind, { namespace: lot.namespace, labels, metadataOnly: true }).catch(unlessUnknown(kind))).items;
    return objects.flatMap((object): [string, string][] => {
      const mark = object && markOf(kind, object);
      return mark === undefined ? [] : [[standingKey(kind, object?.metadata.name ?? ''), mark]];
    });
  }));
  return new Map(found.flat());
}

const unlessUnknown = (kind: Kind) => (error: unknown): { readonly items: readonly LiveObject[] } => {
  if (kind === HTTP_ROUTE && isGone(error)) return { items: [] };
  throw error;
};

/** The first object that is not as it was applied, of those kinds that could be seen; undefined when all are. One whose marks were never put down, as the worker died before, is the record itself. */
export function findAltered(applied: Readonly<Record<string, string>> | undefined, there: { get(key: string): string | undefined }, isSeen: (kind: string) => boolean = () => true): string | undefined {
  if (!applied) return CONFIG_MAP.kind;
  return Object.entries(applied).find(([key, mark]) => isSeen(key.slice(0, key.indexOf(' '))) && there.get(key) !== mark)?.[0];
}
