import { html, type Html } from '../html.ts';
import { heading, lead } from '../components/text.ts';
import { galleryFields } from './gallery-fields.ts';
import { galleryParts } from './gallery-parts.ts';

/** Every component in every state, with invented content: for looking at, and for checks by machine. */
export function galleryPage(): Html {
  return html`${heading('Bausteine', 1, { preline: 'Allmende' })}${lead('Alle Teile, aus denen die Seiten bestehen, mit erfundenem Inhalt.')}${galleryFields()}${galleryParts()}`;
}
