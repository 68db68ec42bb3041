import { hiddenField } from '../fields/form.ts';
import { html, type Html } from '../html.ts';

/** What ties a form to page and time, with the puzzle for browsers that can solve it. */
export type FormGuard = { readonly stamp: string; readonly bits: number };

/** Stands inside a form: sends the stamp along, and where a script runs also the solved puzzle. */
export function formGuard(guard: FormGuard): Html {
  return html`${hiddenField({ name: '_stamp', value: guard.stamp })}<a-guard stamp="${guard.stamp}" bits="${guard.bits}"></a-guard>`;
}
