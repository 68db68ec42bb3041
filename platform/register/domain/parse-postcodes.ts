import { UnreadableRegister } from './errors.ts';

/**
 * Parses a list of postcodes of one's own: one `plz,ags` a line (comma or semicolon, quotes allowed, a heading with these two words names the columns, further columns are passed over).
 * Throws UnreadableRegister with line and reason.
 */
export function parsePostcodes(text: string, file = 'Postleitzahlen'): { postcode: string; ags: string }[] {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const heading = cells(lines[0] ?? '').map((cell) => cell.toLowerCase());
  const named = heading.includes('plz') && heading.includes('ags');
  const [postcodeAt, agsAt] = named ? [heading.indexOf('plz'), heading.indexOf('ags')] : [0, 1];
  return lines.flatMap((line, index) => {
    if (line.trim() === '' || (named && index === 0)) return [];
    const row = cells(line);
    const postcode = row[postcodeAt] ?? '';
    const ags = row[agsAt] ?? '';
    if (!/^\d{5}$/u.test(postcode)) throw new UnreadableRegister(file, index + 1, `„${postcode}“ ist keine Postleitzahl`);
    if (!/^\d{8}$/u.test(ags)) throw new UnreadableRegister(file, index + 1, `„${ags}“ ist kein Gemeindeschlüssel`);
    return [{ postcode, ags }];
  });
}

function cells(line: string): string[] {
  return line.split(/[,;\t]/u).map((cell) => cell.trim().replaceAll('"', ''));
}
