import { UnreadableRegister } from './errors.ts';

/** A key that no longer exists. */
export type DissolvedKey = { key: string; level: string; name: string; last_year: number };

/** Reads `standards/register/dissolved-keys.tsv`. Throws UnreadableRegister. */
export function readDissolvedKeys(text: string): DissolvedKey[] {
  return text.trimEnd().split('\n').slice(1).map((line, index) => {
    const [level = '', key = '', name = '', year = ''] = line.split('\t');
    if (!/^\d{5,12}$/u.test(key) || !/^\d{4}$/u.test(year)) throw new UnreadableRegister('dissolved-keys.tsv', index + 2, 'kein gültiger Schlüssel');
    return { key, level, name, last_year: Number(year) };
  });
}
