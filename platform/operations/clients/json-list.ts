const MOST_BYTES = 256 * 1024 ** 2;
const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\,[]{}', 'latin1') as unknown as readonly number[];

/** The values of a JSON list, one at a time, without holding the list. Throws SyntaxError when it is none, or one of its values has more than 256 MiB. */
export async function* jsonList(source: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  let state = 'before' as 'before' | 'in' | 'after';
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let isFirst = true;
  const hold = (part: Uint8Array) => {
    if (part.length === 0) return;
    heldBytes += part.length;
    if (heldBytes > MOST_BYTES) throw new SyntaxError('a value is too large');
    held.push(part);
  };
  const taken = () => {
    const text = Buffer.concat(held).toString('utf8');
    held = [];
    heldBytes = 0;
    return text;
  };
  for await (const part of source) {
    let from = 0;
    for (let at = 0; at < part.length; at += 1) {
      const byte = part[at] ?? 0;
      if (state !== 'in') {
        if (isSpace(byte)) continue;
        if (state === 'after' || byte !== OPEN_LIST) throw new SyntaxError('no list');
        state = 'in';
        from = at + 1;
      } else if (isText) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isText = false;
      } else if (byte === QUOTE) isText = true;
      else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth += 1;
      else if (depth > 0 && (byte === CLOSE_LIST || byte === CLOSE_OBJECT)) depth -= 1;
      else if (depth === 0 && (byte === COMMA || byte === CLOSE_LIST)) {
        hold(part.subarray(from, at));
        from = at + 1;
        const text = taken();
        if (byte === CLOSE_LIST) state = 'after';
        if (byte === COMMA || !isFirst || text.trim() !== '') yield JSON.parse(text);
        isFirst = false;
      }
    }
    if (state === 'in') hold(Buffer.from(part.subarray(from)));
  }
  if (state !== 'after') throw new SyntaxError('the list does not end');
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
