import type { Overlay } from './service-package.ts';

/** Words of the authority, and the language they are in. */
export type SaidText = { readonly text: string; readonly language: string };

/** What the authority has to say at a place of the service, in the language that was asked for or else in German; undefined when it says nothing. */
export function insertOf(overlay: Overlay, id: string, language: string): SaidText | undefined {
  const said = overlay.inserts[id];
  for (const one of [language, 'de']) {
    const text = said?.[one];
    if (text !== undefined) return { text, language: one };
  }
  return undefined;
}
