// `<a-guard stamp="…" bits="…">` stands in a form. While the form is filled in, the browser looks for a number whose SHA-256 together with the stamp begins with so many zero bits, and sends it
// along: a form sent from here by hand costs nothing, ten thousand cost hours. Without this script the form is sent all the same, on a slower way.
class FormGuard extends HTMLElement {
  #begun = false;

  connectedCallback(): void {
    if (this.#begun || !globalThis.crypto?.subtle) return;
    this.#begun = true;
    void this.#solve(this.getAttribute('stamp') ?? '', Number(this.getAttribute('bits')));
  }

  async #solve(stamp: string, bits: number): Promise<void> {
    const encoder = new TextEncoder();
    const batch = 256;
    for (let first = 0; this.isConnected; first += batch) {
      const found = await Promise.all(Array.from({ length: batch }, async (_, offset) => {
        const hash = new DataView(await crypto.subtle.digest('SHA-256', encoder.encode(`${stamp}:${first + offset}`)));
        return Math.clz32(hash.getUint32(0)) >= bits ? first + offset : undefined;
      }));
      const solution = found.find((one) => one !== undefined);
      if (solution === undefined) continue;
      const field = document.createElement('input');
      field.type = 'hidden';
      field.name = '_puzzle';
      field.value = String(solution);
      this.replaceChildren(field);
      return;
    }
  }
}

customElements.define('a-guard', FormGuard);
