import type { Overlay } from './service-package.ts';

/** One value of an overlay; sources stand beside their values and are not entries. */
export type OverlayEntry = string | number | boolean;

/**
 * The values of an overlay by path, in a fixed order: `parameters/<id>`, `inserts/<id>/<language>`, `questions/<field>`, `evidence/<id>/<limit>`, `delivery/target`, `branding/accent`.
 * What is merged and compared are these.
 */
export function overlayEntries(overlay: Overlay): Map<string, OverlayEntry> {
  const entries: [string, OverlayEntry][] = [
    ...Object.entries(overlay.parameters).map(([id, value]): [string, OverlayEntry] => [`parameters/${id}`, value]),
    ...Object.entries(overlay.inserts).flatMap(([id, words]) => Object.entries(words).map(([language, text]): [string, OverlayEntry] => [`inserts/${id}/${language}`, text])),
    ...Object.entries(overlay.questions ?? {}).map(([id, asked]): [string, OverlayEntry] => [`questions/${id}`, asked]),
    ...Object.entries(overlay.evidence ?? {}).flatMap(([id, limits]) => Object.entries(limits).map(([limit, value]): [string, OverlayEntry] => [`evidence/${id}/${limit}`, value])),
    ...(overlay.delivery ? [['delivery/target', overlay.delivery.target] as [string, OverlayEntry]] : []),
    ...(overlay.branding ? [['branding/accent', overlay.branding.accent] as [string, OverlayEntry]] : []),
  ];
  return new Map(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** The overlay with these values; parts without a value are left out as `parseOverlayInput` leaves them out. */
export function overlayOfEntries(service: string, entries: ReadonlyMap<string, OverlayEntry>, sources: Overlay['sources']): Overlay {
  const parameters: Overlay['parameters'] = {};
  const inserts: Overlay['inserts'] = {};
  const questions: NonNullable<Overlay['questions']> = {};
  const evidence: NonNullable<Overlay['evidence']> = {};
  const one: Pick<Overlay, 'delivery' | 'branding'> = {};
  for (const [path, value] of entries) {
    const [part, id = '', last = ''] = path.split('/');
    if (part === 'parameters') parameters[id] = value;
    else if (part === 'inserts') (inserts[id] ??= {})[last] = String(value);
    else if (part === 'questions') questions[id] = value === true;
    else if (part === 'evidence') (evidence[id] ??= {})[last] = Number(value);
    else if (part === 'delivery') one.delivery = { target: String(value) };
    else if (part === 'branding') one.branding = { accent: String(value) };
  }
  return {
    format: 1, service, parameters, sources, inserts,
    ...(Object.keys(questions).length > 0 ? { questions } : {}), ...(Object.keys(evidence).length > 0 ? { evidence } : {}), ...one,
  };
}
