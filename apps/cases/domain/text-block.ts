import type { FieldProblem } from '@allmende/errors';

/** A reason that an authority uses in its notices of a service. Placeholders in braces (`{dogName}`) become facts of the case. */
export type TextBlock = { readonly id: string; readonly service: string; readonly title: string; readonly body: string; readonly version: number; readonly changedAt: Date; readonly changedBy: string };

const LONGEST_TITLE = 120;
const LONGEST_BODY = 5_000;

/** What is wrong with a text block as it was typed. */
export function checkTextBlock(typed: Pick<TextBlock, 'title' | 'body'>): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (typed.title.trim() === '' || typed.title.trim().length > LONGEST_TITLE) problems.push({ pointer: '/title', code: 'invalid', message: `Geben Sie einen Namen mit höchstens ${LONGEST_TITLE} Zeichen ein.` });
  if (typed.body.trim() === '' || typed.body.trim().length > LONGEST_BODY) problems.push({ pointer: '/body', code: 'invalid', message: `Schreiben Sie den Text, höchstens ${LONGEST_BODY} Zeichen.` });
  else if ((typed.body.match(/\{/gu)?.length ?? 0) !== (typed.body.match(/\}/gu)?.length ?? 0)) problems.push({ pointer: '/body', code: 'braces', message: 'Zu jeder geschweiften Klammer gehört eine zweite, zum Beispiel {dogName}.' });
  return problems;
}

/** The text block with this name is proposed as information on remedies where the law of the Land is not on record. */
export const REMEDY_BLOCK = 'Rechtsbehelfsbelehrung';
