import { parsePlainDate, type PlainDate } from '@allmende/time';
import { UnreadableStandard } from './errors.ts';

/** Which norm of a Land asks for a signed declaration when an authority commits itself. */
export type SignatureRule = {
  readonly land: string;
  readonly kinds: readonly string[];
  /** `§ 54 GemO BW` */
  readonly basis: string;
  readonly form: string;
  /** What is excepted, such as everyday business. */
  readonly exception: string;
  /** First day of the version that was read; null where unknown. */
  readonly validFrom: PlainDate | null;
  readonly source: string;
  readonly readOn: PlainDate;
  readonly enteredBy: string;
};

/** Reads the shipped table; throws UnreadableStandard with the line. */
export function readSignatureRules(text: string): readonly SignatureRule[] {
  return text.split('\n').flatMap((line, index) => {
    if (index === 0 || line.trim() === '') return [];
    const fail = (reason: string): never => { throw new UnreadableStandard('signature-rules.csv', index + 1, reason); };
    const cells = line.split(';');
    const [land = '', kinds = '', basis = '', form = '', exception = '', validFrom = '', source = '', readOn = '', enteredBy = ''] = cells;
    if (cells.length !== 9) fail(`${cells.length} statt 9 Spalten`);
    if (!/^\d{2}$/u.test(land)) fail(`„${land}“ ist kein Land`);
    return [{
      land, kinds: kinds.split(','), basis, form, exception, source, enteredBy,
      validFrom: validFrom === '' ? null : parsePlainDate(validFrom) ?? fail(`„${validFrom}“ ist kein Tag`),
      readOn: parsePlainDate(readOn) ?? fail(`„${readOn}“ ist kein Tag`),
    }];
  });
}

/** The rule for an authority on a day; undefined where nobody has entered one, and then nothing is guessed. */
export function signatureRuleFor(rules: readonly SignatureRule[], authority: { readonly land: string; readonly kind: string }, on: PlainDate): SignatureRule | undefined {
  return rules.filter((rule) => rule.land === authority.land && rule.kinds.includes(authority.kind) && (rule.validFrom === null || rule.validFrom <= on))
    .toSorted((one, other) => (other.validFrom ?? '').localeCompare(one.validFrom ?? ''))[0];
}
