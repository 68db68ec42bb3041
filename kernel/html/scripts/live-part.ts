// `<a-live src="…">` holds a part of a page that changes by itself. Every event of `src` lets it take the same part out of the page as it is now; without this script the page stays as it was sent and its
// link to load it again does the same.
class LivePart extends HTMLElement {
  #events: EventSource | undefined;
  #loading = false;
  #again = false;

  connectedCallback(): void {
    const source = this.getAttribute('src');
    if (source === null || this.#events) return;
    this.#events = new EventSource(source);
    this.#events.addEventListener('changed', () => { void this.#load(); });
    this.#events.addEventListener('over', () => { this.#events?.close(); void this.#load(); });
  }

  disconnectedCallback(): void {
    this.#events?.close();
    this.#events = undefined;
  }

  async #load(): Promise<void> {
    if (this.#loading) { this.#again = true; return; }
    this.#loading = true;
    try {
      const response = await fetch(location.href, { credentials: 'same-origin', headers: { accept: 'text/html' } });
      const part = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById(this.id);
      // Whoever is typing or about to press a button here must not lose it.
      if (response.ok && part && !this.contains(document.activeElement)) this.replaceChildren(...part.childNodes);
    } catch {
      // The next event tries again.
    } finally {
      this.#loading = false;
      if (this.#again) { this.#again = false; void this.#load(); }
    }
  }
}

customElements.define('a-live', LivePart);
