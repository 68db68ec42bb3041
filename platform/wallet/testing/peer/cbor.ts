// Just enough of CBOR (RFC 8949) to write an mdoc by hand.
export type Cbor = number | string | boolean | null | Uint8Array | readonly Cbor[] | Map<Cbor, Cbor> | Tagged;

/** A value with a tag: 24 for CBOR in bytes, 0 for a time, 1004 for a day. */
export class Tagged {
  readonly tag: number;
  readonly value: Cbor;

  constructor(tag: number, value: Cbor) {
    this.tag = tag;
    this.value = value;
  }
}

/** Encodes a value. */
export function cbor(value: Cbor): Buffer {
  if (value === null) return Buffer.of(0xf6);
  if (typeof value === 'boolean') return Buffer.of(value ? 0xf5 : 0xf4);
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Tagged) return Buffer.concat([head(6, value.tag), cbor(value.value)]);
  if (value instanceof Map) return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, inner]) => [cbor(key), cbor(inner)])]);
  return Buffer.concat([head(4, value.length), ...value.map((inner) => cbor(inner))]);
}

/** A map from an object. */
export function fields(object: Readonly<Record<string, Cbor>>): Map<Cbor, Cbor> {
  return new Map(Object.entries(object));
}

/** A value as bytes with tag 24. */
export function wrapped(value: Cbor): Tagged {
  return new Tagged(24, cbor(value));
}

function head(major: number, count: number): Buffer {
  const kind = major << 5;
  if (count < 24) return Buffer.of(kind | count);
  if (count < 256) return Buffer.of(kind | 24, count);
  if (count < 65_536) return Buffer.of(kind | 25, count >> 8, count & 255);
  const wide = Buffer.alloc(5);
  wide[0] = kind | 26;
  wide.writeUInt32BE(count, 1);
  return wide;
}
