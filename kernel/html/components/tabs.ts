import { html, type Html } from '../html.ts';

/** Parts of one thing as links to pages of their own. */
export function tabs(input: { label: string; tabs: readonly { label: string; href: string; current?: boolean | undefined }[] }): Html {
  return html`<nav class="a-tabs" aria-label="${input.label}"><ul class="a-bare">${input.tabs.map((tab) => html`<li><a href="${tab.href}"${tab.current ? html` aria-current="page"` : ''}>${tab.label}</a></li>`)}</ul></nav>`;
}
