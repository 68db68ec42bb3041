import { overlayEntries, type OverlayEntry } from './overlay-entries.ts';
import type { Overlay } from './service-package.ts';

/** One difference between two overlays; a side is undefined where nothing is set. Paths as in `overlayEntries`, `sources/<id>/<part>` for statutes, `places/<id>/<ags>` for values of municipalities. */
export type OverlayChange = { readonly path: string; readonly before: OverlayEntry | undefined; readonly after: OverlayEntry | undefined };

const SOURCE_PARTS = ['statute', 'statuteDate', 'validFrom', 'example'] as const;

/** What changes from one overlay to another, by path. Who entered a value is no change. */
export function diffOverlays(before: Overlay, after: Overlay): OverlayChange[] {
  const [old, young] = [withSources(before), withSources(after)];
  return [...new Set([...old.keys(), ...young.keys()])].toSorted()
    .map((path) => ({ path, before: old.get(path), after: young.get(path) }))
    .filter((change) => change.before !== change.after);
}

function withSources(overlay: Overlay): Map<string, OverlayEntry> {
  const sources = Object.entries(overlay.sources).flatMap(([id, source]) => SOURCE_PARTS.map((part) => [`sources/${id}/${part}`, source[part]] as const));
  const places = Object.entries(overlay.places ?? {}).flatMap(([id, values]) => Object.entries(values).map(([ags, { value }]) => [`places/${id}/${ags}`, value] as const));
  return new Map([...overlayEntries(overlay), ...sources, ...places]);
}
