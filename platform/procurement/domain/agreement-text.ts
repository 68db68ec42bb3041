import { parsePlainDate, type PlainDate } from '@allmende/time';
import { UnreadableStandard } from './errors.ts';

/** One part of the text, in reading order. */
export type AgreementBlock = { readonly kind: 'heading' | 'paragraph'; readonly text: string } | { readonly kind: 'list'; readonly items: readonly string[] };

/** A version of the processing agreement (Art. 28 GDPR). */
export type AgreementText = {
  readonly version: string;
  /** Where the text comes from: `Muster der Plattform, Beispielfassung`. */
  readonly source: string;
  readonly validFrom: PlainDate;
  readonly blocks: readonly AgreementBlock[];
};

/** The version in force on a day. */
export function agreementOn(all: readonly AgreementText[], on: PlainDate): AgreementText | undefined {
  return all.filter((one) => one.validFrom <= on).toSorted((one, other) => other.validFrom.localeCompare(one.validFrom))[0];
}

/** Reads a text with a head of `name: value` lines between `---`, then headings (`## `), paragraphs and lists (`- `). Throws UnreadableStandard. */
export function readAgreementText(text: string, file = 'processing-agreement.md'): AgreementText {
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/u.exec(text) ?? [];
  const value = (name: string) => new RegExp(`^${name}: (.+)$`, 'mu').exec(head)?.[1]?.trim();
  const version = value('version');
  const source = value('source');
  const validFrom = parsePlainDate(value('valid_from') ?? '');
  if (version === undefined || source === undefined || validFrom === undefined) throw new UnreadableStandard(file, 1, 'version, source oder valid_from fehlt');
  return { version, source, validFrom, blocks: readAgreementBlocks(body) };
}

/** Reads headings (`## `), paragraphs and lists (`- `), separated by empty lines. */
export function readAgreementBlocks(body: string): readonly AgreementBlock[] {
  return body.split(/\n\s*\n/u).map((part) => part.trim()).filter((part) => part !== '').map((part): AgreementBlock => {
    if (part.startsWith('## ')) return { kind: 'heading', text: part.slice(3).trim() };
    const lines = part.split('\n').map((line) => line.trim());
    return lines.every((line) => line.startsWith('- ')) ? { kind: 'list', items: lines.map((line) => line.slice(2)) } : { kind: 'paragraph', text: lines.join(' ') };
  });
}
