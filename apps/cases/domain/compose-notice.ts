import { IntlMessageFormat } from 'intl-messageformat';
import { formatEuro, type Cents } from '@allmende/money';
import { formatDate, type PlainDate } from '@allmende/time';
import type { CaseContent, CaseDecision } from './case-content.ts';

/** What the caseworker decides beside the text. */
export type Figures = {
  readonly amountCents: Cents | undefined;
  readonly firstAmountCents: Cents | undefined;
  readonly startsOn: PlainDate | undefined;
  readonly dueOn: PlainDate | undefined;
  readonly reason: string | undefined;
};

export type FigureName = 'amount' | 'firstAmount' | 'startsOn' | 'dueOn' | 'reason';

export const FIGURE_NAMES: readonly FigureName[] = ['amount', 'firstAmount', 'startsOn', 'dueOn', 'reason'];

/** The text of a notice before it is issued; the caseworker may change every word. */
export type NoticeText = { readonly subject: string; readonly body: string; readonly remedy: string; readonly recipient: string };

const PLACEHOLDER = /\{\s*([A-Za-z][A-Za-z0-9_]*)\s*[,}]/gu;
const GAP = /\[[A-Za-z][A-Za-z0-9_]*\]/u;

/** What the texts of a decision ask the caseworker for, in a fixed order. */
export function figuresAskedFor(decision: CaseDecision): FigureName[] {
  const asked = new Set(decision.blocks.flatMap(placeholders));
  if (decision.setsAmount) asked.add('amount');
  if (decision.setsFirstAmount) asked.add('firstAmount');
  return FIGURE_NAMES.filter((name) => asked.has(name));
}

/**
 * Puts figures and facts of the case into the text blocks of a decision. Each block is a paragraph; a block about a first amount is left out when there is none. What
 * nobody knows stays as a gap in square brackets (`[statute]`), which `hasGap` finds.
 */
export function composeNotice(content: CaseContent, decision: CaseDecision, figures: Figures, authority: string): NoticeText {
  const values: Record<string, string | number> = { ...content.facts, ...wordsOf(figures), authority, address: content.office.address ?? '[address]' };
  const [subject = '', ...paragraphs] = keptBlocks(decision, figures.firstAmountCents !== undefined).map((block) => fill(block, values));
  return { subject, body: paragraphs.join('\n\n'), remedy: content.remedy === undefined ? '' : fill(content.remedy.text, values), recipient: content.recipient.join('\n') };
}

/** A text of the authority with the facts of the case and what was decided put in; what nobody knows stays as a gap. */
export function fillText(content: CaseContent, figures: Figures, authority: string, text: string): string {
  return fill(text, { ...content.facts, ...wordsOf(figures), authority, address: content.office.address ?? '[address]' });
}

/** What the text that will be written cannot do without. */
export function figuresNeeded(decision: CaseDecision, hasFirstAmount: boolean): FigureName[] {
  const needed = new Set(keptBlocks(decision, hasFirstAmount).flatMap(placeholders));
  return FIGURE_NAMES.filter((name) => needed.has(name));
}

/** Whether a text still has a gap that somebody must fill. */
export function hasGap(text: string): boolean {
  return GAP.test(text);
}

function keptBlocks(decision: CaseDecision, hasFirstAmount: boolean): string[] {
  return decision.blocks.filter((block, index) => index === 0 || hasFirstAmount || !placeholders(block).includes('firstAmount'));
}

function wordsOf(figures: Figures): Record<string, string> {
  const words: Record<string, string> = {};
  if (figures.amountCents !== undefined) words['amount'] = formatEuro(figures.amountCents);
  if (figures.firstAmountCents !== undefined) words['firstAmount'] = formatEuro(figures.firstAmountCents);
  if (figures.startsOn !== undefined) words['startsOn'] = formatDate(figures.startsOn);
  if (figures.dueOn !== undefined) words['dueOn'] = formatDate(figures.dueOn);
  if (figures.reason !== undefined && figures.reason !== '') words['reason'] = figures.reason;
  return words;
}

function placeholders(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  const known = Object.fromEntries(placeholders(text).map((name) => [name, values[name] ?? `[${name}]`]));
  try {
    return String(new IntlMessageFormat(text, 'de', undefined, { ignoreTag: true }).format(known));
  } catch {
    return text.replaceAll(/\{\s*([A-Za-z][A-Za-z0-9_]*)\s*\}/gu, '[$1]');
  }
}
