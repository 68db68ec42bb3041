import { checkHeader, checkTag, type ExpectedPart } from './encrypted-part.ts';
import { refuse } from './errors.ts';

/** Largest header and encrypted key of an attachment, and its tag, in characters. */
const LONGEST_SHORT_SEGMENT = 8_192;

/**
 * Looks at a compact JWE while it streams past, so that 50 MB need no memory: only the letters that are laid down, five segments, the header checked before the content comes, the tag kept. `largest` counts characters.
 * Its methods throw Refusal.
 */
export class PartScanner {
  readonly #expected: ExpectedPart;
  readonly #largest: number;
  #size = 0;
  #segment = 0;
  #short = '';
  #isEmptySegment = true;

  constructor(expected: ExpectedPart, largest: number) {
    this.#expected = expected;
    this.#largest = largest;
  }

  get size(): number {
    return this.#size;
  }

  /** Takes the next piece. */
  look(piece: Uint8Array): void {
    this.#size += piece.length;
    if (this.#size > this.#largest) throw refuse('too-large');
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const letter = piece[at] as number;
      if (letter === DOT) {
        this.#take(piece, from, at);
        this.#endSegment();
        from = at + 1;
      } else if (ALLOWED[letter] === 0) throw refuse('unreadable', 'jwe');
    }
    this.#take(piece, from, piece.length);
  }

  /** After the last piece: the tag. */
  end(): { readonly tag: string; readonly size: number } {
    if (this.#segment !== 4) throw refuse('unreadable', 'jwe');
    return { tag: checkTag(this.#short), size: this.#size };
  }

  #take(piece: Uint8Array, from: number, to: number): void {
    if (to === from) return;
    this.#isEmptySegment = false;
    if (this.#segment === 3) return;
    this.#short += Buffer.from(piece.buffer, piece.byteOffset + from, to - from).toString('latin1');
    if (this.#short.length > LONGEST_SHORT_SEGMENT) throw refuse('unreadable', 'jwe');
  }

  #endSegment(): void {
    if (this.#isEmptySegment || this.#segment === 4) throw refuse('unreadable', 'jwe');
    if (this.#segment === 0) checkHeader(this.#short, this.#expected);
    this.#segment += 1;
    this.#short = '';
    this.#isEmptySegment = true;
  }
}

const DOT = 0x2e;
const ALLOWED = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') ALLOWED[letter.charCodeAt(0)] = 1;
