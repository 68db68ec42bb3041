import { InvalidInput } from '@allmende/errors';

/** PostgreSQL cannot keep U+0000 in a text, and no person types it: it is refused at the boundary, with the place where it stands. */
export function refuseNulBytes(value: unknown, pointer = ''): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) throw new InvalidInput([{ pointer, code: 'control-character', message: 'Diese Angabe enthält ein Zeichen, das sich nicht speichern lässt.' }]);
  } else if (Array.isArray(value)) {
    value.forEach((one, index) => { refuseNulBytes(one, `${pointer}/${index}`); });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      refuseNulBytes(key, pointer);
      refuseNulBytes(one, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    }
  }
}

/** Whether any part of an address holds it. */
export function hasNulByte(values: unknown): boolean {
  return Object.values(values as Record<string, unknown>).some((value) => typeof value === 'string' && value.includes('\0'));
}
