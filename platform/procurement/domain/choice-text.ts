import { createHash } from 'node:crypto';
import type { OrderChoice } from './order-choice.ts';

/** A choice as the text that is kept, with its SHA-256 in hex. */
export function choiceText(choice: OrderChoice): { readonly text: string; readonly sha256: string } {
  const text = `${JSON.stringify(choice)}\n`;
  return { text, sha256: createHash('sha256').update(text, 'utf8').digest('hex') };
}
