import { html, type Html } from '../html.ts';

/** A text that is copied rather than read, such as a key or a command; one click selects all of it. */
export function code(text: string): Html {
  return html`<code class="a-code">${text}</code>`;
}
