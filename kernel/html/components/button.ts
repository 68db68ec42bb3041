import { attributes } from '../attributes.ts';
import { html, type Html, type HtmlValue } from '../html.ts';
import { icon, type IconName } from './icon.ts';

export type ButtonLook = 'primary' | 'secondary' | 'tertiary';

export type Button = {
  /** A verb. */
  label: HtmlValue;
  /** Primary unless told; one primary button a page. */
  look?: ButtonLook | undefined;
  name?: string | undefined;
  value?: string | undefined;
  small?: boolean | undefined;
  icon?: IconName | undefined;
  /** What the label leaves open, for screen readers: the name of the row it acts upon. */
  about?: HtmlValue;
};

/** A button that sends the form it stands in. */
export function button(input: Button): Html {
  return html`<button class="${buttonClass(input)}" type="submit"${attributes({ name: input.name, value: input.value })}>${content(input)}</button>`;
}

/** A link that looks like a button, for the next step that changes nothing. */
export function linkButton(input: Omit<Button, 'name' | 'value'> & { href: string; /** Beside what is open here; the text before it says so. */ inNewWindow?: boolean }): Html {
  return html`<a class="${buttonClass(input)}" href="${input.href}"${attributes({ target: input.inNewWindow === true ? '_blank' : undefined, rel: input.inNewWindow === true ? 'noopener' : undefined })}>${content(input)}</a>`;
}

function buttonClass(input: { look?: ButtonLook | undefined; small?: boolean | undefined }): string {
  return `kern-btn kern-btn--${input.look ?? 'primary'}${input.small ? ' kern-btn--x-small' : ''}`;
}

function content(input: { label: HtmlValue; icon?: IconName | undefined; about?: HtmlValue }): Html {
  return html`${input.icon === undefined ? '' : icon(input.icon)}<span class="kern-label">${input.label}${input.about ? html`<span class="a-about"> ${input.about}</span>` : ''}</span>`;
}

/** Several small link buttons side by side, such as subjects to choose from. */
export function linkRow(links: readonly Html[]): Html {
  return html`<ul class="a-bare a-link-row">${links.map((one) => html`<li>${one}</li>`)}</ul>`;
}
