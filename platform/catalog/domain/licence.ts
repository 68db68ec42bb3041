import spdxLicences from 'spdx-license-list';
import { isLicenceExpression } from './value-checks.ts';

const byLowerCase = new Map(Object.keys(spdxLicences).map((id) => [id.toLowerCase(), id]));

/** Spellings seen in real files that name exactly one licence. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^(eupl|european union public licen[cs]e)[ -]*(v(ersion)?\.? ?)?1\.?2$/, 'EUPL-1.2'],
  [/^(eupl|european union public licen[cs]e)[ -]*(v(ersion)?\.? ?)?1\.?1$/, 'EUPL-1.1'],
  [/^apache[ -]*(licen[cs]e)?,? *(v(ersion)?\.? ?)?2(\.0)?$/, 'Apache-2.0'],
  [/^mit licen[cs]e$/, 'MIT'],
  [/^gnu agpl[ -]*v?3(\.0)? or later$|^agpl[ -]*v?3(\.0)?\+$/, 'AGPL-3.0-or-later'],
  [/^gnu gpl[ -]*v?3(\.0)? or later$|^gpl[ -]*v?3(\.0)?\+$/, 'GPL-3.0-or-later'],
];

/** A licence as the store shows it. */
export type Licence = {
  /** SPDX expression, or the text of the file when no licence could be recognised. */
  expression: string;
  /** Whether `expression` is an SPDX expression. */
  recognised: boolean;
};

/** Recognises a licence in the spellings that mean exactly one SPDX expression; never guesses a version or "or later". */
export function readLicence(stated: string): Licence {
  const text = stated.trim().replace(/\s+/g, ' ');
  if (isLicenceExpression(text)) return { expression: text, recognised: true };
  const cased = text.replace(/[A-Za-z0-9.+-]+/g, (word) => (/^(and|or|with)$/i.test(word) ? word.toUpperCase() : (byLowerCase.get(word.toLowerCase()) ?? word)));
  if (isLicenceExpression(cased)) return { expression: cased, recognised: true };
  const spelled = spellings.find(([pattern]) => pattern.test(text.toLowerCase()))?.[1];
  return spelled === undefined ? { expression: text, recognised: false } : { expression: spelled, recognised: true };
}
