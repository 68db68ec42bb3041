import { checkAuthenticationTags, demand, FitConnectRefusal, verifyEventLog, type SecurityEvent } from '@allmende/fit-connect';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { TargetFault, TargetRefused } from '../../domain/errors.ts';
import type { Outgoing } from '../../domain/outgoing.ts';
import { EventsUntrusted } from '../../domain/sending-errors.ts';
import type { Sending } from './open-sending.ts';

const PAGE = 500;
/** More events than any case has. */
const MOST = 5_000;
const Log = Type.Object({ eventLog: Type.Array(Type.String(), { maxItems: PAGE }) });

/**
 * The events of a submission, every signature checked; undefined when the service does not know the case (any more). The tags in the service's `submit-submission` and in the receiver's `accept-submission` must be those of one of our tries.
 * Throws EventsUntrusted, and what the connection throws.
 */
export async function readEventLog(sending: Sending, outgoing: Pick<Outgoing, 'submission' | 'case' | 'remoteDestination' | 'tries'>, now: Date): Promise<readonly SecurityEvent[] | undefined> {
  const tokens: string[] = [];
  for (;;) {
    const { status, body } = await sending.connection.ask('GET', `${sending.root}/cases/${outgoing.case}/events?limit=${PAGE}&offset=${tokens.length}`);
    if (status === 404) return undefined;
    if (status !== 200) throw new TargetRefused();
    if (!Value.Check(Log, body) || tokens.length > MOST) throw new TargetFault();
    tokens.push(...body.eventLog);
    if (body.eventLog.length < PAGE) break;
  }
  try {
    const events = await verifyEventLog(tokens, { service: sending.settings.issuer, destination: outgoing.remoteDestination, submission: outgoing.submission, case: outgoing.case, now, keyOf: sending.keyOf });
    for (const event of events) if (event.name === 'submit-submission' || (event.name === 'accept-submission' && event.payload.authenticationTags)) checkTags(event, outgoing.tries);
    return events;
  } catch (error) {
    throw error instanceof FitConnectRefusal ? new EventsUntrusted(error.reason) : error;
  }
}

/**
 * Metadata and data must be those of one try. An attachment may be that of any try: who takes up a try that broke off sends it again, and whichever came last is there.
 */
function checkTags({ payload }: SecurityEvent, tries: Outgoing['tries']): void {
  const said = payload.authenticationTags;
  const tried = tries.find(({ metadata, data }) => metadata === said?.metadata && data === said.data) ?? tries.at(-1);
  demand(said === undefined || tried !== undefined, 'tag-differs');
  const attachments = Object.fromEntries(Object.entries(tried?.attachments ?? {}).map(([id, tag]) => [id, tries.find((one) => one.attachments?.[id] === said?.attachments?.[id])?.attachments?.[id] ?? tag]));
  checkAuthenticationTags(said, { metadata: tried?.metadata ?? '', ...(tried?.data === undefined ? {} : { data: tried.data }), attachments });
}
