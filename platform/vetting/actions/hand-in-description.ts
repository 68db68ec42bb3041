import { createHash } from 'node:crypto';
import { record } from '@allmende/audit';
import { readPubliccode, solutionIdentity, type PubliccodeReading } from '@allmende/catalog';
import { newId, PLATFORM_TENANT, type TenantTx } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { ownSupplier } from '@allmende/suppliers';
import { parsePlainDate } from '@allmende/time';
import { insertRevision, insertSolution, keyOfSolution, refuseDouble, saveSolution, type NewRevision } from '../data/solution.ts';
import { checkLicence, checkMetadata } from '../domain/check-description.ts';
import { requirePossible } from '../domain/solution.ts';
import { onOwnSolution } from './own-solution.ts';
import { recordEvidence } from './record-evidence.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys'>;
type Read = Extract<PubliccodeReading, { kind: 'read' }>;

/**
 * Begins a solution with its publiccode.yml, and holds that against the first checks at once; a description with faults is taken all the same, the faults are shown. Returns the id. Throws InvalidInput
 * (`/publiccode`) for what is no readable YAML, AlreadyInVetting, SignInNeeded, NotFound.
 */
export async function beginSolution(ctx: Context, input: { readonly publiccode: Uint8Array }): Promise<{ readonly id: string }> {
  const supplier = await ownSupplier(ctx);
  const reading = readable(input.publiccode);
  const id = newId();
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const dataKey = await insertSolution(tx, ctx.keys, { id, supplier: supplier.id, name: nameOf(reading), identity: solutionIdentity(reading.listing.repository) ?? null, createdAt: at });
    await insertRevision(tx, dataKey, id, revisionOf(reading, input.publiccode, 1, at));
    await record(tx, { actor: ctx.actor, action: 'vetting/description-handed-in', subject: { kind: 'vetted-solution', id }, facts: { supplier: supplier.id, revision: 1 }, at });
    await check(tx, ctx, id, reading, input.publiccode, 1);
  });
  return { id };
}

/** Puts a new publiccode.yml in place of the newest one; a solution in the store stays there as it was published. Throws InvalidInput, ActNotPossible while the operator looks at it, AlreadyInVetting, NotFound. */
export async function renewDescription(ctx: Context, input: { readonly solution: string; readonly publiccode: Uint8Array }): Promise<void> {
  const reading = readable(input.publiccode);
  const at = ctx.clock.now();
  await onOwnSolution(ctx, input.solution, async (tx, solution) => {
    requirePossible('describe', solution);
    const identity = solutionIdentity(reading.listing.repository) ?? null;
    await refuseDouble(tx, { id: solution.id, identity });
    const revision = solution.revision + 1;
    await insertRevision(tx, await keyOfSolution(tx, ctx.keys, solution.id), solution.id, revisionOf(reading, input.publiccode, revision, at));
    await saveSolution(tx, solution.id, { at, revision, name: nameOf(reading), identity, state: solution.state === 'returned' ? 'returned' : 'draft' });
    await record(tx, { actor: ctx.actor, action: 'vetting/description-handed-in', subject: { kind: 'vetted-solution', id: solution.id }, facts: { supplier: solution.supplier, revision }, at });
    await check(tx, ctx, solution.id, reading, input.publiccode, revision);
  });
}

async function check(tx: TenantTx, ctx: Context, solution: string, reading: Read, content: Uint8Array, revision: number): Promise<void> {
  await recordEvidence(tx, ctx, { solution, check: 'metadata-conformant', result: checkMetadata(reading), examined: content, revision });
  await recordEvidence(tx, ctx, { solution, check: 'licence-clear', result: checkLicence(reading), examined: content, revision });
}

function readable(content: Uint8Array): Read {
  if (content.length === 0) throw new InvalidInput([{ pointer: '/publiccode', code: 'required', message: 'Wählen Sie eine publiccode.yml aus, oder fügen Sie ihren Inhalt ein.' }]);
  const reading = readPubliccode(content, 'Ohne Namen');
  if (reading.kind === 'unparsable') throw new InvalidInput([{ pointer: '/publiccode', code: 'unreadable', message: `Die Datei ist nicht lesbar (Zeile ${reading.line}): ${reading.reason}` }]);
  return reading;
}

function revisionOf({ listing }: Read, content: Uint8Array, number: number, at: Date): NewRevision {
  const releasedOn = listing.releaseDate === null ? undefined : parsePlainDate(listing.releaseDate);
  return { number, hash: createHash('sha256').update(content).digest('hex'), content, version: listing.softwareVersion?.replaceAll('\0', '').slice(0, 100) ?? null, releasedOn: releasedOn ?? null, at };
}

const nameOf = ({ listing }: Read): string => listing.name.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 150);
