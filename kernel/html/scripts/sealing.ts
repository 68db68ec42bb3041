// `<a-sealing data-kind="key|seal|open">` does on the machine of a person what no server may do: make a key, seal an offer, open the own shares. What it makes goes as a file into the field of a form that
// stands beside it, where a file from `tools/seal` may be put just as well. The fields in it belong to no form, so that nothing readable is ever sent.
import { envelopeDigest, newRecipientKey, openKeyFile, openShare, sealFields, SealingProblem, type SealedShare, type SealingSheet } from '@allmende/sealing';

type Made = { readonly file: string; readonly content: unknown; readonly mark: string };
type OpeningSet = { readonly offers: readonly { readonly offer: string; readonly purpose: string; readonly shares: readonly SealedShare[] }[] };

class SealingPart extends HTMLElement {
  connectedCallback(): void {
    if (!globalThis.crypto?.subtle) return;
    for (const one of this.querySelectorAll<HTMLElement>('[data-without]')) one.hidden = true;
    for (const one of this.querySelectorAll<HTMLElement>('[data-with]')) one.hidden = false;
    const button = this.querySelector<HTMLButtonElement>('[data-run]');
    button?.addEventListener('click', () => { void this.#run(button); });
  }

  async #run(button: HTMLButtonElement): Promise<void> {
    this.#say('failed', undefined);
    this.#say('done', undefined);
    button.disabled = true;
    try {
      const made = await this.#make();
      const target = document.getElementById(this.dataset['target'] ?? '');
      if (!(target instanceof HTMLInputElement)) throw new Error('no field for what was made');
      const files = new DataTransfer();
      files.items.add(new File([JSON.stringify(made.content)], made.file, { type: 'application/json' }));
      target.files = files.files;
      this.#say('done', `${this.#word('done')} ${made.mark}`);
    } catch (error) {
      const problem = error instanceof SealingProblem ? error : undefined;
      const names = problem?.code === 'bad-field' ? ` ${problem.names.map((name) => this.#labelOf(name)).join(', ')}` : '';
      this.#say('failed', `${this.#word(problem?.code ?? 'unreadable')}${names}`);
    } finally {
      button.disabled = false;
    }
  }

  #make(): Promise<Made> {
    const kind = this.dataset['kind'];
    return kind === 'key' ? this.#makeKey() : kind === 'seal' ? this.#seal() : this.#open();
  }

  async #makeKey(): Promise<Made> {
    if (this.#text('passphrase') !== this.#text('again')) throw new SealingProblem('wrong-passphrase');
    const key = await newRecipientKey(this.#text('passphrase'));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(key)], { type: 'application/json' }));
    link.download = `allmende-schluessel-${key.thumbprint.slice(0, 8)}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
    return { file: 'public-key.json', content: key.publicKey, mark: key.thumbprint };
  }

  async #seal(): Promise<Made> {
    const sheet = this.#data<SealingSheet>();
    const fields = Object.fromEntries(sheet.fields.map(({ name }) => [name, this.#text(name)]));
    const files = await Promise.all([...(this.#field('files') instanceof HTMLInputElement ? (this.#field('files') as HTMLInputElement).files ?? [] : [])].map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
    const envelope = await sealFields(sheet, { fields, files });
    return { file: 'envelope.json', content: envelope, mark: await envelopeDigest(envelope) };
  }

  async #open(): Promise<Made> {
    const chosen = (this.#field('keyFile') as HTMLInputElement).files?.[0];
    if (!chosen || chosen.size > 100_000) throw new SealingProblem('unreadable');
    const key = await openKeyFile(await chosen.text(), this.#text('passphrase'));
    const shares = [];
    for (const { offer, ...envelope } of this.#data<OpeningSet>().offers) shares.push({ offer, ...(await openShare(envelope, key)) });
    return { file: 'shares.json', content: { v: 1, shares }, mark: '' };
  }

  #data<Data>(): Data {
    return JSON.parse(this.dataset['given'] ?? 'null') as Data;
  }

  #field(name: string): HTMLInputElement | HTMLTextAreaElement | null {
    return this.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${CSS.escape(name)}"]`);
  }

  #text(name: string): string {
    return this.#field(name)?.value ?? '';
  }

  #labelOf(name: string): string {
    return this.#data<SealingSheet>().fields.find((one) => one.name === name)?.label ?? name;
  }

  #word(code: string): string {
    return (JSON.parse(this.dataset['words'] ?? '{}') as Record<string, string>)[code] ?? code;
  }

  #say(part: 'done' | 'failed', text: string | undefined): void {
    const place = this.querySelector<HTMLElement>(`[data-${part}]`);
    if (!place) return;
    place.textContent = text ?? '';
    place.hidden = text === undefined;
  }
}

customElements.define('a-sealing', SealingPart);
