// `<a-camera data-field="…" data-begins="…">` stands in a form. Its button opens the camera; a QR code whose text begins as told goes into the named field, and the form is sent. The picture stays in the browser. Browsers that cannot
// read QR codes themselves load a program for it when the button is pressed; where there is no camera or no leave to use it, the words in the page say how to go on.
type Found = { readonly rawValue: string };
type Reader = { detect(image: ImageData): Promise<readonly Found[]> };
type ReaderClass = { new (options: { readonly formats: readonly string[] }): Reader; getSupportedFormats(): Promise<readonly string[]> };

const WIDEST = 1280;
const PAUSE_MS = 150;

async function openReader(): Promise<Reader> {
  const own = (globalThis as { BarcodeDetector?: ReaderClass }).BarcodeDetector;
  const formats = ['qr_code'];
  if (own && (await own.getSupportedFormats()).includes('qr_code')) return new own({ formats });
  const loaded = (await import('./qr-code-reader.js' as string)) as { BarcodeDetector: ReaderClass };
  return new loaded.BarcodeDetector({ formats });
}

class CameraReader extends HTMLElement {
  #stream: MediaStream | undefined;

  connectedCallback(): void {
    const open = this.querySelector<HTMLButtonElement>('[data-open]');
    if (!open || !('mediaDevices' in navigator)) return;
    open.hidden = false;
    open.addEventListener('click', () => { void this.#read(open); });
    this.querySelector('[data-close]')?.addEventListener('click', () => { this.#end(); open.focus(); });
  }

  disconnectedCallback(): void {
    this.#end();
  }

  async #read(open: HTMLButtonElement): Promise<void> {
    this.#show('failed', false);
    open.disabled = true;
    try {
      const [reader, stream] = await Promise.all([openReader(), navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'environment', width: { ideal: WIDEST } } })]);
      this.#stream = stream;
      await this.#look(reader, stream);
    } catch {
      this.#end();
      this.#show('failed', true);
    } finally {
      open.disabled = false;
    }
  }

  async #look(reader: Reader, stream: MediaStream): Promise<void> {
    const video = this.querySelector('video');
    const canvas = document.createElement('canvas');
    const drawing = canvas.getContext('2d', { willReadFrequently: true });
    if (!video || !drawing) throw new Error('nothing to draw on');
    video.srcObject = stream;
    this.#show('view', true);
    await video.play();
    while (this.#stream === stream) {
      const shrunk = Math.min(1, WIDEST / Math.max(video.videoWidth, 1));
      canvas.width = Math.max(1, Math.round(video.videoWidth * shrunk));
      canvas.height = Math.max(1, Math.round(video.videoHeight * shrunk));
      drawing.drawImage(video, 0, 0, canvas.width, canvas.height);
      const [found] = await reader.detect(drawing.getImageData(0, 0, canvas.width, canvas.height));
      if (found && this.#take(found.rawValue)) return;
      await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS); });
    }
  }

  #take(text: string): boolean {
    const form = this.closest('form');
    const field = form?.elements.namedItem(this.dataset['field'] ?? '');
    const isWanted = text.startsWith(this.dataset['begins'] ?? '');
    this.#show('other', !isWanted);
    if (!isWanted || !form || !(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return false;
    this.#end();
    field.value = text;
    form.requestSubmit();
    return true;
  }

  #end(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    this.#show('view', false);
  }

  #show(part: 'view' | 'failed' | 'other', isShown: boolean): void {
    const element = this.querySelector<HTMLElement>(`[data-${part}]`);
    if (element) element.hidden = !isShown;
  }
}

customElements.define('a-camera', CameraReader);
