import { createHash } from 'node:crypto';
import { InvalidInput } from '@allmende/errors';
import { putFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { ownSupplier } from '@allmende/suppliers';
import { inspectUpload, openScanner, readDocument, refusalText } from '@allmende/uploads';
import { keyOfSolution } from '../data/solution.ts';
import { checkDocument, type DocumentCheck, type DocumentStatement } from '../domain/check-document.ts';
import type { Evidence } from '../domain/evidence.ts';
import { requirePossible } from '../domain/solution.ts';
import { onOwnSolution } from './own-solution.ts';
import { recordEvidence } from './record-evidence.ts';

/** Longest text of a document that is searched for its points. */
const MOST_LETTERS = 400_000;

/**
 * Hands in a document (PDF): made harmless, sealed under the key of the solution, and its words held against what it must contain. The hash is that of the file as it was handed in. Throws InvalidInput (`/file`)
 * for what cannot be taken, NotFound, ActNotPossible.
 */
export async function handInDocument(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys' | 'files' | 'config' | 'locale'>,
  input: { readonly solution: string; readonly check: DocumentCheck; readonly file: { readonly name: string; readonly bytes: Uint8Array }; readonly statement: DocumentStatement },
): Promise<Evidence> {
  await ownSupplier(ctx);
  await onOwnSolution(ctx, input.solution, async (_tx, solution) => { requirePossible('evidence', solution); });
  const cleaned = await inspectUpload(input.file.bytes, { accepts: ['pdf'], scanner: openScanner(ctx.config) });
  if ('refusal' in cleaned) throw new InvalidInput([{ pointer: '/file', code: cleaned.refusal, message: refusalText(cleaned.refusal, ctx.locale) }]);
  const { text } = await readDocument(cleaned.bytes, 'pdf', { mostLetters: MOST_LETTERS });
  const result = checkDocument(input.check, text, input.statement, ctx.clock.today());
  return onOwnSolution(ctx, input.solution, async (tx, solution) => {
    requirePossible('evidence', solution);
    const name = `${input.check}-${createHash('sha256').update(input.file.bytes).digest('hex').slice(0, 12)}.pdf`;
    const id = await putFile(tx, ctx, { dataKey: await keyOfSolution(tx, ctx.keys, solution.id), name, contentType: 'application/pdf', bytes: cleaned.bytes });
    return recordEvidence(tx, ctx, { solution: solution.id, check: input.check, result, examined: input.file.bytes, validUntil: input.statement.validUntil, file: { id, name } });
  });
}
