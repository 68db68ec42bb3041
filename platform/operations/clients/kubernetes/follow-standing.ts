import { KUBERNETES_LABELS as LABELS } from '@allmende/app-packages';
import type { RuntimePlace } from '../../domain/runtime.ts';
import type { LiveObject } from './api-server.ts';
import type { Cluster } from './cluster.ts';
import { followObjects } from './follow-objects.ts';
import { HTTP_ROUTE, INGRESS, STANDING_KINDS, type Kind } from './kinds.ts';
import { markOf } from './own-fields.ts';
import { standingKey } from './standing.ts';

/** Where an object lies, and whose it is; without an instance it belongs to all of the authority. `isNews` unless it was there when following began. */
export type Altered = { readonly namespace: string; readonly instance: string | undefined; readonly isNews: boolean };

/** What stands in the cluster, as it has told. */
export type StandingView = {
  get(namespace: string, key: string): string | undefined;
  /** Kinds that are not followed, or not at this moment, say nothing about what stands. */
  isSeen(kind: string): boolean;
  /** Ends when it was aborted. */
  readonly following: Promise<unknown>;
};

type Mark = { readonly mark: string | undefined; readonly namespace: string; readonly instance: string | undefined };

/** Follows the metadata of everything that was applied and stands, and tells when marks of it change, come or go. */
export function followStanding(cluster: Cluster, options: { readonly signal: AbortSignal; readonly log: RuntimePlace['log']; readonly altered: (one: Altered) => void }): StandingView {
  const marks = new Map<Kind, Map<string, Mark>>();
  const seen = new Set<string>();
  const labels = `${LABELS.installation}=${cluster.installation}`;
  const { kind: exposure } = cluster.settings.exposure;
  const followed = STANDING_KINDS.filter((kind) => (kind !== HTTP_ROUTE || exposure === 'http-route') && (kind !== INGRESS || exposure === 'ingress'));
  const follow = (kind: Kind) => {
    let known = new Map<string, Mark>();
    marks.set(kind, known);
    let isNews = false;
    const tell = ({ namespace, instance }: Mark) => options.altered({ namespace, instance, isNews });
    const put = (object: LiveObject, gone: boolean) => {
      const at = placeOf(kind, object);
      const before = known.get(at);
      const mark = entryOf(kind, object);
      if (gone) known.delete(at);
      else known.set(at, mark);
      if (gone || before?.mark !== mark.mark) tell(mark);
    };
    return followObjects(cluster.api, { kind, labels, metadataOnly: true }, {
      replaced: (objects) => {
        const before = known;
        known = new Map(objects.map((object) => [placeOf(kind, object), entryOf(kind, object)]));
        marks.set(kind, known);
        seen.add(kind.kind);
        for (const [at, mark] of known) if (before.get(at)?.mark !== mark.mark) tell(mark);
        for (const [at, mark] of before) if (!known.has(at)) tell(mark);
        isNews = true;
      },
      changed: put,
      lost: () => { seen.delete(kind.kind); },
    }, options);
  };
  const following = Promise.all(followed.map(follow));
  const kinds = new Map(followed.map((kind) => [kind.kind, kind]));
  return {
    get: (namespace, key) => {
      const kind = kinds.get(key.slice(0, key.indexOf(' ')));
      return kind && marks.get(kind)?.get(`${namespace} ${key}`)?.mark;
    },
    isSeen: (kind) => seen.has(kind),
    following,
  };
}

const spaceOf = ({ metadata }: LiveObject): string => metadata.namespace ?? metadata.name;
const placeOf = (kind: Kind, object: LiveObject): string => `${spaceOf(object)} ${standingKey(kind, object.metadata.name)}`;
const entryOf = (kind: Kind, object: LiveObject): Mark => ({ mark: markOf(kind, object), namespace: spaceOf(object), instance: object.metadata.labels?.[LABELS.instance] });
