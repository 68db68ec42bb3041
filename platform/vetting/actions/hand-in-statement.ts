import { readPubliccode } from '@allmende/catalog';
import type { ActionContext } from '@allmende/house';
import { readRevision } from '../data/solution.ts';
import { checkAi, type AiStatement } from '../domain/check-ai.ts';
import { checkOrigin, type OriginStatement } from '../domain/check-description.ts';
import type { Evidence } from '../domain/evidence.ts';
import { requirePossible } from '../domain/solution.ts';
import { onOwnSolution } from './own-solution.ts';
import { recordEvidence } from './record-evidence.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys'>;

/** Declares where a solution comes from; checked at once against its description. Throws NotFound, ActNotPossible. */
export async function declareOrigin(ctx: Context, input: { readonly solution: string; readonly statement: OriginStatement }): Promise<Evidence> {
  return onOwnSolution(ctx, input.solution, async (tx, solution) => {
    requirePossible('evidence', solution);
    const content = await readRevision(tx, ctx.keys, solution.id, solution.revision);
    const reading = readPubliccode(content, solution.name);
    if (reading.kind === 'unparsable') throw new Error('a stored description cannot be read');
    return recordEvidence(tx, ctx, { solution: solution.id, check: 'origin-clear', result: checkOrigin(reading, input.statement), examined: JSON.stringify(input.statement) });
  });
}

/** Declares the class of the AI Act, with where its duties are met. Throws NotFound, ActNotPossible. */
export async function declareAi(ctx: Context, input: { readonly solution: string; readonly statement: AiStatement }): Promise<Evidence> {
  return onOwnSolution(ctx, input.solution, async (tx, solution) => {
    requirePossible('evidence', solution);
    return recordEvidence(tx, ctx, { solution: solution.id, check: 'ai-act', result: checkAi(input.statement), examined: JSON.stringify(input.statement) });
  });
}
