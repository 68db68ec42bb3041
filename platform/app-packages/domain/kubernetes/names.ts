import { createHash } from 'node:crypto';
import type { AppPackage } from '../app-package.ts';

/** Labels of everything that the platform makes in a cluster. */
export const LABELS = {
  installation: 'allmende.installation', tenant: 'allmende.tenant', instance: 'allmende.instance', generation: 'allmende.generation', app: 'allmende.app', version: 'allmende.version', component: 'allmende.component',
  /** On pods that only carry data in and out. */ helper: 'allmende.helper',
} as const;

/** Which generation of which instance, in which installation. */
export type GenerationOf = { readonly installation: string; readonly tenant: string; readonly instance: string; readonly generation: number };

const LONGEST = 63;

/** A name for an object; one that is too long for a DNS label (RFC 1123, 63 characters) ends in a hash of the whole. */
export function objectName(...parts: readonly string[]): string {
  const name = parts.join('-');
  if (name.length <= LONGEST) return name;
  return `${name.slice(0, LONGEST - 9).replace(/-+$/u, '')}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

/** The namespace of an authority; with a part of the installation's id, as two in one cluster may know the same authority. */
export const namespaceName = (of: Pick<GenerationOf, 'installation' | 'tenant'>): string => objectName('allmende', of.tenant, of.installation.slice(0, 8));
export const generationName = (of: Pick<GenerationOf, 'instance' | 'generation'>): string => objectName('allmende', of.instance, `g${of.generation}`);
export const componentName = (of: Pick<GenerationOf, 'instance' | 'generation'>, component: string): string => objectName('allmende', of.instance, `g${of.generation}`, component);
export const claimName = (of: Pick<GenerationOf, 'instance' | 'generation'>, volume: string): string => objectName('allmende', of.instance, `g${of.generation}`, volume);
export const entranceName = (of: Pick<GenerationOf, 'instance' | 'generation'>): string => objectName('allmende', of.instance, `g${of.generation}`, 'entrance');

/** Labels of everything in an authority's namespace. */
export function tenantLabels(of: Pick<GenerationOf, 'installation' | 'tenant'>): Record<string, string> {
  return { [LABELS.installation]: of.installation, [LABELS.tenant]: of.tenant };
}

/** Labels that find the pods of a generation. */
export function generationSelector(of: Pick<GenerationOf, 'instance' | 'generation'>): Record<string, string> {
  return { [LABELS.instance]: of.instance, [LABELS.generation]: String(of.generation) };
}

/** Labels of everything that belongs to a generation. */
export function generationLabels(of: GenerationOf, app: Pick<AppPackage, 'app' | 'version'>): Record<string, string> {
  return { ...tenantLabels(of), ...generationSelector(of), [LABELS.app]: app.app, [LABELS.version]: labelValue(app.version) };
}

/** A text as the value of a label: at most 63 letters, digits, `-`, `_`, `.`, not at the ends. */
export function labelValue(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9._-]/gu, '_').slice(0, LONGEST).replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/gu, '');
}
