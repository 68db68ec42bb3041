import { createHash } from 'node:crypto';
import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, type TenantTx } from '@allmende/database';
import { renderDocument } from '@allmende/documents';
import { NotFound } from '@allmende/errors';
import { putFile, readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { namesOfAccounts } from '@allmende/identity';
import type { Cents } from '@allmende/money';
import { openDataKey } from '@allmende/secrets';
import { berlinDate, type PlainDate } from '@allmende/time';
import { listInvited } from '../data/bidder.ts';
import { claimRecord, findEvaluation, getCompetition, listCompetitions } from '../data/competition.ts';
import { listOffers, listOpened, listReleases } from '../data/offer.ts';
import { awardRecord } from '../domain/award-record.ts';
import { seeCompetitions } from '../domain/permissions.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'keys' | 'files'>;

/** Writes the record of award as PDF/UA, exactly once however often this runs; false when it was there. */
export async function storeAwardRecord(ctx: Context, input: { readonly competition: string }): Promise<boolean> {
  const facts = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const competition = await getCompetition(tx, input.competition);
    return {
      competition, offers: await listOffers(tx, competition.id), opened: await listOpened(tx, ctx.keys, competition), evaluation: await findEvaluation(tx, ctx.keys, competition), invited: await listInvited(tx, competition.id),
      releases: await listReleases(tx, competition.id),
    };
  });
  const { competition, evaluation, releases } = facts;
  if (competition.state !== 'awarded' || evaluation === undefined || competition.record !== null) return false;
  const accounts = [competition.evaluatedBy, competition.announcedBy, competition.awardedBy].filter((one) => one !== null);
  const names = await namesOfAccounts(ctx, [...accounts, ...releases.map((one) => one.by)]);
  const nameOf = (account: string) => names.get(account) ?? 'nicht mehr bekannt';
  const bytes = await renderDocument(awardRecord({ ...facts, evaluation, nameOf, openedBy: [...new Set(releases.map((one) => nameOf(one.by)))], invited: facts.invited.map((one) => ({ bidder: one.id, name: one.name })) }));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const file = newId();
    if (!(await claimRecord(tx, competition.id, { file, sha256 }))) return false;
    await putFile(tx, ctx, { id: file, dataKey: await openDataKey(tx, ctx.keys, competition.dataKey), name: `Vergabevermerk-${competition.number}.pdf`, contentType: 'application/pdf', bytes });
    await record(tx, { actor: ctx.actor, action: 'dynamic-purchasing/record-stored', subject: { kind: 'competition', id: competition.id }, facts: { sha256, bytes: bytes.length }, at: ctx.clock.now() });
    return true;
  });
}

/** The record of award. Throws NotFound as long as there is none. */
export async function readAwardRecord(ctx: Context, input: { readonly competition: string }): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  requirePermission(ctx.actor, seeCompetitions, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const { record: stored } = await getCompetition(tx, input.competition);
    if (stored === null) throw new NotFound();
    return readFile(tx, ctx, stored.file);
  });
}

/** What proves that an order rests on an award in a dynamic purchasing system. */
export type AwardProof = {
  readonly competition: string; readonly number: string; readonly title: string; readonly system: string; readonly category: string; readonly supplier: string; readonly supplierName: string; readonly price: Cents; readonly awardedOn: PlainDate;
  /** SHA-256 of the winning sealed offer and, once it is written, of the record of award. */
  readonly offerDigest: string; readonly recordSha256: string | null;
};

/** The awards of the authority on which orders can rest, the newest first, in the caller's transaction. */
export async function awardProofs(tx: TenantTx, ctx: Pick<ActionContext, 'keys'>): Promise<readonly AwardProof[]> {
  const proofs: AwardProof[] = [];
  for (const competition of await listCompetitions(tx)) {
    if (competition.state !== 'awarded' || competition.awardedAt === null) continue;
    const winner = (await listOffers(tx, competition.id)).find((one) => one.id === competition.winner);
    const price = (await listOpened(tx, ctx.keys, competition)).find((one) => one.offer === competition.winner)?.price;
    if (winner === undefined || price === undefined || price === null) continue;
    const { id, number, content, record: stored } = competition;
    proofs.push({ competition: id, number, title: content.title, system: content.systemTitle, category: content.categoryName, supplier: winner.bidder, supplierName: winner.bidderName, price, awardedOn: berlinDate(competition.awardedAt), offerDigest: winner.digest, recordSha256: stored?.sha256 ?? null });
  }
  return proofs;
}
