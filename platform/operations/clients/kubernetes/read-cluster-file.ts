import { readFile } from 'node:fs/promises';
import { loadYaml } from '@kubernetes/client-node';
import type { ClusterSettings } from '@allmende/app-packages';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { UnusableCluster } from './unusable-cluster.ts';

const closed = { additionalProperties: false };
const Name = Type.String({ pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$' });
const Labels = Type.Record(Type.String({ minLength: 1 }), Type.String());
const Range = Type.String({ pattern: '^[0-9a-fA-F.:]+/[0-9]{1,3}$' });
const Upstream = Type.String({ pattern: '^http://[^/\\s]+$' });

const ClusterFile = Type.Object({
  helperImage: Type.Optional(Type.String({ pattern: '@sha256:[0-9a-f]{64}$' })),
  clusterDomain: Type.Optional(Name),
  entranceFrom: Type.Optional(Type.Union([Type.Object({ namespace: Name, podLabels: Type.Optional(Labels) }, closed), Type.Object({ ranges: Type.Array(Range, { minItems: 1 }) }, closed)])),
  dns: Type.Optional(Type.Object({ namespace: Name, podLabels: Labels, ranges: Type.Optional(Type.Array(Range)) }, closed)),
  closedRanges: Type.Optional(Type.Array(Range)),
  storageClass: Type.Optional(Name),
  registry: Type.Optional(Type.String({ pattern: '^[a-z0-9.:/_-]+$' })),
  exposure: Type.Optional(Type.Union([
    Type.Object({ kind: Type.Literal('service') }, closed),
    Type.Object({ kind: Type.Literal('http-route'), gateway: Type.Object({ namespace: Name, name: Name, listener: Type.Optional(Type.String({ minLength: 1 })) }, closed), upstream: Upstream }, closed),
    Type.Object({ kind: Type.Literal('ingress'), className: Name, upstream: Upstream }, closed),
  ])),
}, closed);

/** Reads what an operator says of a cluster (docs/guide/run-on-kubernetes.md). Throws UnusableCluster with the place that is wrong. */
export async function readClusterFile(file: string): Promise<{ readonly settings: Partial<ClusterSettings>; readonly helperImage?: string }> {
  let said: unknown;
  try {
    said = loadYaml(await readFile(file, 'utf8')) ?? {};
  } catch (error) {
    throw new UnusableCluster(`Die Datei „${file}“ aus ALLMENDE_KUBERNETES_SETTINGS ist kein lesbares YAML.`, { cause: error });
  }
  if (!Value.Check(ClusterFile, said)) {
    const [first] = Value.Errors(ClusterFile, said);
    throw new UnusableCluster(`In „${file}“ stimmt etwas nicht${first ? ` bei „${first.instancePath || '/'}“` : ''}. Was dort stehen kann, sagt die Anleitung zu Kubernetes.`);
  }
  const { helperImage, ...settings }: Static<typeof ClusterFile> = said;
  return { settings, ...(helperImage === undefined ? {} : { helperImage }) };
}
