import pg from 'pg';

const DATE = 1082;
const INT8 = 20;
let configured = false;

/** Days stay text (`PlainDate`), and whole numbers of 8 bytes become numbers while they are exact. */
export function configureTypes(): void {
  if (configured) return;
  configured = true;
  pg.types.setTypeParser(DATE, (text) => text);
  pg.types.setTypeParser(INT8, (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`whole number out of range: ${text}`);
    return value;
  });
}
