import { attributes } from '../attributes.ts';
import { html, type Html } from '../html.ts';
import { hiddenField } from '../fields/form.ts';

export type PasskeyButton = {
  /** `get` asks for an existing passkey, `create` makes a new one. */
  readonly kind: 'get' | 'create';
  /** The field that the answer is sent in; `credential` unless told. */
  readonly name?: string;
  /** What the browser is asked, as the JSON form of WebAuthn Level 3; the challenge is fresh for each page. */
  readonly options: object;
  readonly label: string;
  readonly look?: 'primary' | 'secondary';
  /** Said when the browser or the person gave up. */
  readonly failed: string;
  /** Stands there instead of the button where no script runs or the browser knows no passkeys. */
  readonly without: string;
};

/** Stands inside a form: a button that lets the browser show a passkey and sends its answer along. The view says `passkey: true`, so that the script comes along. */
export function passkeyButton(input: PasskeyButton): Html {
  return html`<a-passkey class="a-passkey" data-kind="${input.kind}" data-options="${JSON.stringify(input.options)}">${hiddenField({ name: input.name ?? 'credential', value: '' })}<p class="kern-body kern-body--muted a-text" data-without>${input.without}</p><button class="kern-btn kern-btn--${input.look ?? 'primary'}" type="button"${attributes({ hidden: true })}><span class="kern-label">${input.label}</span></button><p class="kern-body a-text" role="alert" hidden data-failed>${input.failed}</p></a-passkey>`;
}
