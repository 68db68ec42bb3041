import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { putFile, removeFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { envelopeDigest, readEnvelope, SealingProblem, type Envelope } from '@allmende/sealing';
import { openDataKey } from '@allmende/secrets';
import { getCompetition } from '../data/competition.ts';
import { insertOffer, withdrawOfferOf } from '../data/offer.ts';
import { isClosed, type Competition } from '../domain/competition.ts';
import { NotNow, NotThisEnvelope, TooLate } from '../domain/errors.ts';
import { MOST_ENVELOPE_BYTES, purposeOf } from '../domain/offer.ts';
import { asInvited } from './invited-competition.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys' | 'files'>;

/** What a bidder gets for an offer: its digest is in the authority's audit log. */
export type Receipt = { readonly digest: string; readonly receivedAt: Date; readonly replaced: boolean };

/**
 * Takes a sealed offer, in place of an earlier one of the same bidder. The platform cannot look into it; it checks that it is sealed for this competition, this bidder and exactly these officers. The deadline
 * is held against the platform's clock in the transaction that stores it. Throws NotFound, TooLate, NotNow, NotThisEnvelope.
 */
export async function submitOffer(ctx: Context, input: { readonly competition: string; readonly envelope: Uint8Array }): Promise<Receipt> {
  // Who was not invited learns nothing from what is wrong with an envelope.
  await asInvited(ctx, input.competition, (tx) => getCompetition(tx, input.competition));
  if (input.envelope.length === 0 || input.envelope.length > MOST_ENVELOPE_BYTES) throw new NotThisEnvelope(`Bitte wählen Sie das versiegelte Angebot, eine Datei bis ${MOST_ENVELOPE_BYTES / 1_000_000} MB.`);
  const envelope = readSealed(input.envelope);
  const digest = await envelopeDigest(envelope);
  return asInvited(ctx, input.competition, async (tx, bidder) => {
    const competition = await getCompetition(tx, input.competition, 'share');
    if (competition.state !== 'invited') throw competition.state === 'cancelled' ? new NotNow('Dieser Wettbewerb ist aufgehoben.') : new TooLate();
    if (isClosed(competition, ctx.clock.now())) throw new TooLate();
    checkSealedFor(competition, bidder.id, envelope);
    const file = newId();
    await putFile(tx, ctx, { id: file, dataKey: await openDataKey(tx, ctx.keys, competition.dataKey), name: 'envelope.json', contentType: 'application/json', bytes: Buffer.from(JSON.stringify(envelope)) });
    // Asked last, so that what took long to store is late too.
    const at = ctx.clock.now();
    if (isClosed(competition, at)) throw new TooLate();
    const earlier = await withdrawOfferOf(tx, competition.id, bidder.id, at);
    if (earlier !== undefined) await removeFile(tx, ctx, earlier.file);
    const id = newId();
    await insertOffer(tx, competition.id, { id, bidder: bidder.id, digest, file, receivedAt: at });
    await record(tx, {
      actor: ctx.actor, action: earlier === undefined ? 'dynamic-purchasing/offer-received' : 'dynamic-purchasing/offer-replaced', subject: { kind: 'competition', id: competition.id }, at,
      facts: { offer: id, digest, ...(earlier === undefined ? {} : { replaced: earlier.digest }) },
    });
    return { digest, receivedAt: at, replaced: earlier !== undefined };
  });
}

/** Takes the own offer back, until the deadline. Throws NotFound, TooLate, NotNow when there is none. */
export async function withdrawOffer(ctx: Context, input: { readonly competition: string }): Promise<void> {
  await asInvited(ctx, input.competition, async (tx, bidder) => {
    const competition = await getCompetition(tx, input.competition, 'share');
    const at = ctx.clock.now();
    if (competition.state !== 'invited' || isClosed(competition, at)) throw new TooLate();
    const earlier = await withdrawOfferOf(tx, competition.id, bidder.id, at);
    if (earlier === undefined) throw new NotNow('Es liegt kein Angebot von Ihnen vor.');
    await removeFile(tx, ctx, earlier.file);
    await record(tx, { actor: ctx.actor, action: 'dynamic-purchasing/offer-withdrawn', subject: { kind: 'competition', id: competition.id }, facts: { offer: earlier.id, digest: earlier.digest }, at });
  });
}

function readSealed(bytes: Uint8Array): Envelope {
  try {
    return readEnvelope(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SealingProblem || error instanceof TypeError) throw new NotThisEnvelope('Diese Datei ist kein versiegeltes Angebot. Bitte versiegeln Sie Ihr Angebot auf dieser Seite oder mit tools/seal.');
    throw error;
  }
}

function checkSealedFor({ id, content }: Competition, bidder: string, envelope: Envelope): void {
  if (envelope.purpose !== purposeOf(id, bidder)) throw new NotThisEnvelope('Dieses Angebot wurde für einen anderen Wettbewerb oder ein anderes Unternehmen versiegelt. Bitte versiegeln Sie es neu.');
  const sealedTo = envelope.shares.map((one) => one.to).toSorted().join();
  if (envelope.threshold !== content.threshold || sealedTo !== content.officers.map((one) => one.thumbprint).toSorted().join()) {
    throw new NotThisEnvelope('Dieses Angebot wurde nicht für die Personen versiegelt, die es öffnen sollen. Bitte laden Sie die Seite neu und versiegeln Sie es noch einmal.');
  }
}
