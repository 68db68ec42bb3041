import { html, type Html } from '../html.ts';

/** The icons in the stylesheet; `styles/_icons.scss` has the same list. */
export type IconName = 'info' | 'success' | 'warning' | 'danger' | 'check' | 'download' | 'add' | 'close';

/** A picture beside words that say the same; hidden from screen readers. */
export function icon(name: IconName): Html {
  return html`<span class="kern-icon kern-icon--${name}" aria-hidden="true"></span>`;
}
