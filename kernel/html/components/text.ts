import { html, type Html, type HtmlValue } from '../html.ts';

/** A heading. Level 1 stands once on a page; `preline` is a line above it, such as the name of the service. */
export function heading(text: HtmlValue, level: 1 | 2 | 3 | 4 = 1, options: { preline?: HtmlValue; id?: string | undefined } = {}): Html {
  const id = options.id === undefined ? '' : html` id="${options.id}"`;
  const line = options.preline ? html`<p class="kern-preline">${options.preline}</p>` : '';
  if (level === 1) return html`<div class="a-heading">${line}<h1 class="kern-heading-x-large"${id}>${text}</h1></div>`;
  if (level === 2) return html`${line}<h2 class="kern-heading-large a-h2"${id}>${text}</h2>`;
  if (level === 3) return html`${line}<h3 class="kern-heading-medium a-h3"${id}>${text}</h3>`;
  return html`${line}<h4 class="kern-heading-small a-h3"${id}>${text}</h4>`;
}

/** A paragraph. */
export function paragraph(text: HtmlValue, look: 'default' | 'small' | 'muted' = 'default'): Html {
  return html`<p class="kern-body${look === 'default' ? '' : ` kern-body--${look}`} a-text">${text}</p>`;
}

/** The sentence under the heading that says what the page is for. */
export function lead(text: HtmlValue): Html {
  return html`<p class="kern-body kern-body--large a-text a-lead">${text}</p>`;
}

/** A link in running text. */
export function link(input: { label: HtmlValue; href: string; /** What the label leaves open, for screen readers. */ about?: HtmlValue }): Html {
  return html`<a class="kern-link" href="${input.href}">${input.label}${input.about ? html`<span class="kern-sr-only"> ${input.about}</span>` : ''}</a>`;
}

/** A list with bullets or numbers. */
export function list(items: readonly HtmlValue[], kind: 'bullet' | 'number' = 'bullet'): Html {
  const entries = items.map((item) => html`<li>${item}</li>`);
  return kind === 'number' ? html`<ol class="kern-list kern-list--number a-text a-list">${entries}</ol>` : html`<ul class="kern-list kern-list--bullet a-text a-list">${entries}</ul>`;
}

/** A part of a page with room above it. */
export function section(content: HtmlValue): Html {
  return html`<div class="a-section">${content}</div>`;
}
