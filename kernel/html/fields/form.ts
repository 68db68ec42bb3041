import { attributes } from '../attributes.ts';
import { html, type Html, type HtmlValue } from '../html.ts';

export type Form = {
  /** Id, for what stands elsewhere on the page and sends it along. */
  id?: string | undefined;
  /** Address; the page's own address unless told. */
  action?: string | undefined;
  /** Token of `request.csrf`; sent as `_csrf`. */
  csrf: string;
  /** Fields and other content; `''` for a form that is only a button. */
  fields: HtmlValue;
  /** The main button first, then others. */
  buttons: HtmlValue;
  /** For uploads. */
  multipart?: boolean | undefined;
  /** Names the form for screen readers if a page has several. */
  label?: string | undefined;
};

/** A form that posts, with the token against forged requests. The browser's own checks are off: the server's messages are better. */
export function form(input: Form): Html {
  return html`<form class="a-form" method="post"${attributes({ id: input.id })}${
    input.action === undefined ? '' : html` action="${input.action}"`
  } novalidate${attributes({ enctype: input.multipart ? 'multipart/form-data' : undefined, 'aria-label': input.label })}>${hiddenField({ name: '_csrf', value: input.csrf })}${input.fields === '' ? '' : html`<div class="a-fields">${input.fields}</div>`}<div class="kern-btn-wrapper a-buttons">${input.buttons}</div></form>`;
}

/** A value that is sent along unseen. */
export function hiddenField(field: { name: string; value: string | number }): Html {
  return html`<input type="hidden" name="${field.name}" value="${field.value}">`;
}
