import { sourceOf } from './overlay.ts';
import { overlayEntries, overlayOfEntries, type OverlayEntry } from './overlay-entries.ts';
import { parentsRight, type ParentOverlay } from './parent-overlay.ts';
import type { Overlay, ServicePackage } from './service-package.ts';

/** A parent overlay with the hash that names it. */
export type Parent = { readonly hash: string; readonly content: ParentOverlay };

type Chosen = { readonly value: OverlayEntry; readonly parent?: Parent; readonly binding?: boolean };

/**
 * The values that apply at an authority. A value that Land or district binds comes first (the Land before the district), then the authority's own, then what the district proposes, then the
 * Land. Each inherited value brings its statute and says from whom it is. Parents come with the Land first. The same input gives the same overlay; with nothing inherited it is the own one unchanged.
 */
export function mergeOverlays(servicePackage: ServicePackage, own: Overlay, parents: readonly Parent[]): Overlay {
  const chosen = new Map<string, Chosen>();
  const allowed = parents.map((parent) => ({ parent, entries: [...overlayEntries(parent.content.values)].filter(([path]) => parentsRight(servicePackage, path) !== 'none') }));
  for (const { parent, entries } of allowed) for (const [path, value] of entries) chosen.set(path, { value, parent });
  for (const [path, value] of overlayEntries(own)) chosen.set(path, { value });
  for (const { parent, entries } of allowed.toReversed()) {
    for (const [path, value] of entries) if (bindsAt(servicePackage, parent, path)) chosen.set(path, { value, parent, binding: true });
  }
  const inherited = [...chosen].filter(([, { parent }]) => parent !== undefined);
  if (inherited.length === 0) return own;

  const sources = { ...own.sources };
  const provenance: NonNullable<Overlay['inherited']> = {};
  for (const [path, { parent, binding = false }] of inherited) {
    if (!parent) continue;
    const { level, area, values, entered } = parent.content;
    const { by = area.name, on = '' } = entered[path] ?? {};
    provenance[path] = { level, area, from: parent.hash, enteredBy: by, enteredOn: on, binding };
    const parameter = path.startsWith('parameters/') ? path.slice('parameters/'.length) : undefined;
    const source = parameter === undefined ? undefined : sourceOf(servicePackage, values, parameter);
    if (parameter !== undefined && source) sources[parameter] = source;
  }
  const entries = new Map([...chosen].map(([path, { value }]) => [path, value] as const));
  return { ...overlayOfEntries(own.service, entries, sources), ...(own.places ? { places: own.places } : {}), inherited: provenance };
}

/** The own values inside of a merged overlay, for where they are not kept apart: an archive that was read in again. */
export function ownPart(merged: Overlay): Overlay {
  const { inherited, places } = merged;
  if (!inherited) return merged;
  const entries = new Map([...overlayEntries(merged)].filter(([path]) => inherited[path] === undefined));
  const sources = Object.fromEntries(Object.entries(merged.sources).filter(([id]) => inherited[`parameters/${id}`] === undefined));
  return { ...overlayOfEntries(merged.service, entries, sources), ...(places ? { places } : {}) };
}

/** Names the parents that a merged overlay was made of: `<hash of the Land's>:<hash of the district's>`, each empty where there is none. */
export function parentsKey(parents: readonly Parent[]): string {
  const of = (level: string) => parents.find(({ content }) => content.level === level)?.hash ?? '';
  return `${of('land')}:${of('district')}`;
}

function bindsAt(servicePackage: ServicePackage, { content }: Parent, path: string): boolean {
  return content.binding.includes(path) && parentsRight(servicePackage, path) === 'binds';
}
