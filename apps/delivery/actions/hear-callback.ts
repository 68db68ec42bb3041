import { isUuid, tenantId } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import { findDestination } from '../data/destination.ts';
import { noteHeard, wasHeard } from '../data/heard.ts';
import { findParcelOfApplication, insertParcelEvent } from '../data/parcel.ts';
import { parseCallback, repliesOf, stateOf, type CallbackMessage } from '../domain/callback-message.ts';
import { CallbackRefused } from '../domain/errors.ts';
import { isSigned } from '../domain/sign-message.ts';
import { readXbauAnswer } from '../domain/xbau-answer.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { openSettings } from './open-vault.ts';
import { reportReceipt } from './report-receipt.ts';

/** A message as it came: the body is signed as it is. */
export type ReceivedCallback = { readonly authority: string; readonly destination: string; readonly timestamp: string | undefined; readonly signature: string | undefined; readonly text: string };

/**
 * Takes a signed message of a specialist system about a submission that went to it, and brings what it says to the applicant. The same message again changes nothing. Throws CallbackRefused for everybody who does not know the secret of the
 * destination, InvalidInput for another shape, NotFound for a submission that did not go there.
 */
export async function hearCallback(house: House, ports: DeliveryPorts, received: ReceivedCallback): Promise<void> {
  if (!isUuid(received.authority) || !isUuid(received.destination)) throw new CallbackRefused();
  const tenant = tenantId(received.authority);
  const there = await house.database.inTenant(tenant, async (tx) => {
    const found = await findDestination(tx, received.destination);
    const way = found && WAYS[found.target];
    return found && way && found.removedAt === null ? { target: found.target, read: way.read, secret: (await openSettings(tx, house, found))[way.secret] } : undefined;
  });
  const secret = there?.secret;
  if (!secret || !isSigned(secret, { timestamp: received.timestamp, signature: received.signature, body: Buffer.from(received.text) }, house.clock.now())) throw new CallbackRefused();
  const message = there.read(received.text);
  if (!message) throw new InvalidInput([], { message: 'Die Meldung hat eine andere Form, als die Schnittstelle vorsieht.' });
  const { id, submission, outcome, reason, decision } = message;
  const isNew = await house.database.inTenant(tenant, async (tx) => {
    const parcel = await findParcelOfApplication(tx, submission);
    if (!parcel || parcel.destination !== received.destination) throw new NotFound();
    return !(await wasHeard(tx, received.destination, id));
  });
  if (!isNew) return;
  const state = stateOf(message);
  const at = house.clock.now();
  // Kept by id there: if we fall over before the end, the same message brings the same again.
  if (state !== undefined && outcome !== 'refused') {
    const documents = (message.documents ?? []).map(({ content, ...rest }) => ({ ...rest, bytes: Buffer.from(content, 'base64') }));
    await ports.applications.noteProgress(house, tenant, { application: submission, state, at, documents, replies: repliesOf(message), ...(decision === undefined ? {} : { decision }) });
  }
  await house.database.inTenant(tenant, async (tx) => {
    if (!(await noteHeard(tx, received.destination, id, at))) return;
    const signed = { verified: true, signedBy: 'HMAC-SHA-512', at };
    if (outcome !== undefined) await reportReceipt(tx, { submission, target: there.target, outcome, mayTakeBack: true, ...(reason === undefined ? {} : { detail: reason }), ...signed });
    if (state !== undefined && outcome !== 'refused') await insertParcelEvent(tx, submission, { kind: 'progressed', detail: state, ...signed });
  });
}

/** Systems that tell by themselves what became of a submission: the setting that they sign with, and how their messages are read. */
const WAYS: Readonly<Record<string, { readonly secret: string; readonly read: (text: string) => CallbackMessage | undefined }>> = {
  webhook: { secret: 'secret', read: (text) => parseCallback(jsonOf(text)) },
  xoev: { secret: 'answerSecret', read: readXbauAnswer },
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
