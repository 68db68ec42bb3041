// `<a-passkey data-kind="get|create" data-options="…">` stands in a form. The browser is asked for a passkey when its button is pressed; the answer goes into its hidden field, and the form is
// sent. Where the browser knows no passkeys the words inside stay as they are.
type Encoded = { readonly id: string; readonly [key: string]: unknown };
type Options = { readonly challenge: string; readonly user?: Encoded; readonly allowCredentials?: readonly Encoded[]; readonly excludeCredentials?: readonly Encoded[] };

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
const textOf = (buffer: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const decoded = (list: readonly Encoded[] | undefined) => list?.map((one) => ({ ...one, id: bytesOf(one.id) }));

class PasskeyButton extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button');
    if (!button || !globalThis.PublicKeyCredential || !navigator.credentials) return;
    this.querySelector('[data-without]')?.setAttribute('hidden', '');
    button.hidden = false;
    button.addEventListener('click', () => { void this.#ask(button); });
  }

  async #ask(button: HTMLButtonElement): Promise<void> {
    const failed = this.querySelector<HTMLElement>('[data-failed]');
    if (failed) failed.hidden = true;
    button.disabled = true;
    try {
      const credential = await this.#credential();
      const field = this.querySelector<HTMLInputElement>('input[type="hidden"]');
      const form = this.closest('form');
      if (!credential || !field || !form) throw new Error('nothing was shown');
      field.value = JSON.stringify(answerOf(credential as PublicKeyCredential));
      form.submit();
    } catch {
      if (failed) failed.hidden = false;
    } finally {
      button.disabled = false;
    }
  }

  #credential(): Promise<Credential | null> {
    const options = JSON.parse(this.dataset['options'] ?? '{}') as Options;
    const publicKey = {
      ...options, challenge: bytesOf(options.challenge),
      ...(options.user ? { user: { ...options.user, id: bytesOf(options.user.id) } } : {}),
      ...(options.allowCredentials ? { allowCredentials: decoded(options.allowCredentials) } : {}),
      ...(options.excludeCredentials ? { excludeCredentials: decoded(options.excludeCredentials) } : {}),
    };
    return this.dataset['kind'] === 'create'
      ? navigator.credentials.create({ publicKey: publicKey as unknown as PublicKeyCredentialCreationOptions })
      : navigator.credentials.get({ publicKey: publicKey as unknown as PublicKeyCredentialRequestOptions });
  }
}

function answerOf(credential: PublicKeyCredential): object {
  const { response } = credential;
  const common = { id: credential.id, rawId: textOf(credential.rawId), type: credential.type };
  if ('attestationObject' in response) {
    const made = response as AuthenticatorAttestationResponse;
    return { ...common, response: { clientDataJSON: textOf(made.clientDataJSON), attestationObject: textOf(made.attestationObject), transports: made.getTransports() } };
  }
  const shown = response as AuthenticatorAssertionResponse;
  return { ...common, response: { clientDataJSON: textOf(shown.clientDataJSON), authenticatorData: textOf(shown.authenticatorData), signature: textOf(shown.signature), userHandle: shown.userHandle ? textOf(shown.userHandle) : null } };
}

customElements.define('a-passkey', PasskeyButton);
