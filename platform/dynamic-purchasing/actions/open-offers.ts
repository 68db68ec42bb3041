import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { putFile, readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { checkShare, openEnvelope, openSealedFields, readEnvelope, SealingProblem, type Envelope, type OpenedShare, type SealedShare } from '@allmende/sealing';
import { openDataKey } from '@allmende/secrets';
import { getCompetition, saveCompetition } from '../data/competition.ts';
import { insertShare, listOffers, listOpened, listShares, saveOpened } from '../data/offer.ts';
import { isClosed, type Competition } from '../domain/competition.ts';
import { NotNow, SharesRefused, TooEarly } from '../domain/errors.ts';
import { readOffer, type Offer, type OpenedOffer } from '../domain/offer.ts';
import { openOffers, seeCompetitions } from '../domain/permissions.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'keys' | 'files'>;

/** What an officer takes to the own machine: the own share of each offer, never the content. */
export type OpeningSet = { readonly v: 1; readonly competition: string; readonly thumbprint: string; readonly offers: readonly { readonly offer: string; readonly purpose: string; readonly shares: readonly SealedShare[] }[] };

/** What an officer hands in. */
export type ReleasedShare = OpenedShare & { readonly offer: string };

/** The own shares of all offers, after the deadline. Throws NotFound for a competition that the person does not open, TooEarly, NotNow. */
export async function getOpeningSet(ctx: Context, input: { readonly competition: string }): Promise<OpeningSet> {
  requirePermission(ctx.actor, openOffers, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const competition = await getCompetition(tx, input.competition);
    const thumbprint = keyOf(competition, accountId);
    checkOver(competition, ctx.clock.now());
    const offers: OpeningSet['offers'][number][] = [];
    for (const offer of await listOffers(tx, competition.id)) {
      const { purpose, shares } = await envelopeOf(ctx, tx, offer);
      offers.push({ offer: offer.id, purpose, shares: shares.filter((one) => one.to === thumbprint) });
    }
    return { v: 1, competition: competition.id, thumbprint, offers };
  });
}

/**
 * Takes the shares that the acting officer opened on the own machine. Each is held against what the bidder committed to; all offers must be there. With the shares of the last officer needed, all offers are
 * opened in the same transaction. Returns whether that happened. Throws NotFound, TooEarly, NotNow, SharesRefused with the offers meant.
 */
export async function releaseShares(ctx: Context, input: { readonly competition: string; readonly shares: readonly ReleasedShare[] }): Promise<{ readonly opened: boolean }> {
  requirePermission(ctx.actor, openOffers, ctx.tenant);
  const { accountId, name } = requireStaff(ctx.actor);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const competition = await getCompetition(tx, input.competition, 'update');
    const thumbprint = keyOf(competition, accountId);
    const at = ctx.clock.now();
    checkOver(competition, at);
    const offers = await listOffers(tx, competition.id);
    if (offers.length === 0) throw new NotNow('Es liegt kein Angebot vor. Sie können den Wettbewerb aufheben.');
    const envelopes = new Map<string, Envelope>();
    for (const offer of offers) envelopes.set(offer.id, await envelopeOf(ctx, tx, offer));
    const wrong: string[] = [];
    for (const [index, offer] of offers.entries()) {
      const share = input.shares.find((one) => one.offer === offer.id && one.to === thumbprint);
      if (share === undefined || !(await checkShare(envelopes.get(offer.id) as Envelope, share))) wrong.push(`Angebot ${index + 1} (${offer.bidderName})`);
      else await insertShare(tx, ctx.keys, competition, { ...share, by: accountId, at });
    }
    if (wrong.length > 0) throw new SharesRefused(`Der Anteil von ${name} passt nicht zu: ${wrong.join(', ')}. Er wurde verändert oder mit einem anderen Schlüssel geöffnet; nichts wurde gespeichert.`);
    await record(tx, { actor: ctx.actor, action: 'dynamic-purchasing/shares-released', subject: { kind: 'competition', id: competition.id }, facts: { thumbprint, offers: offers.length }, at });
    const shares = await listShares(tx, ctx.keys, competition);
    if (!offers.every((offer) => (shares.get(offer.id)?.length ?? 0) >= competition.content.threshold)) return { opened: false };
    for (const offer of offers) await saveOpened(tx, ctx.keys, competition, await openOne(ctx, tx, competition, offer, envelopes.get(offer.id) as Envelope, shares.get(offer.id) ?? []));
    await saveCompetition(tx, { ...competition, state: 'opened', openedAt: at });
    await record(tx, { actor: ctx.actor, action: 'dynamic-purchasing/offers-opened', subject: { kind: 'competition', id: competition.id }, facts: { offers: offers.length, threshold: competition.content.threshold }, at });
    return { opened: true };
  });
}

/** A file of an opened offer. Throws NotFound. */
export async function readOfferFile(ctx: Context, input: { readonly competition: string; readonly file: string }): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  requirePermission(ctx.actor, seeCompetitions, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const competition = await getCompetition(tx, input.competition);
    const named = (await listOpened(tx, ctx.keys, competition)).flatMap((one) => one.files).find((one) => one.file === input.file);
    if (named === undefined) throw new NotFound();
    return { name: named.name, bytes: (await readFile(tx, ctx, named.file)).bytes };
  });
}

async function openOne(ctx: Context, tx: TenantTx, competition: Competition, offer: Offer, envelope: Envelope, shares: readonly OpenedShare[]): Promise<OpenedOffer> {
  const unreadable = (fault: string): OpenedOffer => ({ offer: offer.id, price: null, answers: {}, note: '', files: [], fault });
  try {
    const sealed = openSealedFields(await openEnvelope(envelope, shares));
    const dataKey = await openDataKey(tx, ctx.keys, competition.dataKey);
    const files: { name: string; file: string }[] = [];
    for (const one of sealed.files) files.push({ name: one.name, file: await putFile(tx, ctx, { id: newId(), dataKey, name: one.name, contentType: 'application/octet-stream', bytes: one.bytes }) });
    return { offer: offer.id, ...readOffer(competition.content, sealed), files };
  } catch (error) {
    if (error instanceof SealingProblem) return unreadable(error.code === 'unreadable' ? 'Das Angebot ließ sich öffnen, enthält aber kein lesbares Angebot.' : 'Das Angebot wurde so versiegelt, dass es sich nicht öffnen lässt.');
    throw error;
  }
}

async function envelopeOf(ctx: Context, tx: TenantTx, offer: Offer): Promise<Envelope> {
  return readEnvelope(Buffer.from((await readFile(tx, ctx, offer.file)).bytes).toString('utf8'));
}

function keyOf({ content }: Competition, account: string): string {
  const own = content.officers.find((one) => one.account === account);
  if (own === undefined) throw new NotFound();
  return own.thumbprint;
}

function checkOver(competition: Competition, now: Date): void {
  if (!isClosed(competition, now)) throw new TooEarly();
  if (competition.state !== 'invited') throw new NotNow('Die Angebote sind schon geöffnet, oder der Wettbewerb ist aufgehoben.');
}
