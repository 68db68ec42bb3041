import { attributes } from '../attributes.ts';
import { html, type Html, type HtmlValue } from '../html.ts';
import { fieldId } from '../fields/field-id.ts';

export type SealingPart = {
  /** `key` makes a key pair, `seal` seals what is typed, `open` opens the own shares. */
  readonly kind: 'key' | 'seal' | 'open';
  /** What it works on: nothing for `key`, a sealing sheet for `seal`, an opening set for `open`. */
  readonly given?: unknown;
  /** The file field, in a form elsewhere on the page, that takes what is made. */
  readonly target: string;
  /** `passphrase` and `again` for `key`; those of the sheet and `files` for `seal`; `keyFile` and `passphrase` for `open`. They belong to no form and are never sent. */
  readonly fields: HtmlValue;
  readonly label: string;
  /** Said when it is done; the fingerprint follows. */
  readonly done: string;
  /** A sentence for each code of `SealingProblem` that can come. */
  readonly words: Readonly<Record<string, string>>;
  /** Stands there where no script runs. */
  readonly without: string;
};

/** What runs on the person's own machine: nothing of it is sent but the file that it puts into the target field. The view says `sealing: true`, so that the script comes along. Not inside a form. */
export function sealingPart(input: SealingPart): Html {
  const words = JSON.stringify({ ...input.words, done: input.done });
  const hidden = attributes({ hidden: true });
  return html`<a-sealing class="a-sealing" data-kind="${input.kind}" data-target="${fieldId(input.target)}" data-words="${words}"${attributes({ 'data-given': input.given === undefined ? undefined : JSON.stringify(input.given) })}><p class="kern-body a-text" data-without>${input.without}</p><div class="a-fields" data-with${hidden}>${input.fields}<div class="kern-btn-wrapper a-buttons"><button class="kern-btn kern-btn--secondary" type="button" data-run><span class="kern-label">${input.label}</span></button></div><p class="kern-body a-text a-mark" role="status" data-done${hidden}></p><p class="kern-body a-text" role="alert" data-failed${hidden}></p></div></a-sealing>`;
}
