import { demand } from '../domain/refusal.ts';
import type { SecurityEvent } from '../domain/security-event.ts';
import { verifyEvent, type EventExpectations } from './verify-event.ts';

/**
 * Verifies the events of a case in their order, each by itself and then together: no event twice, and after a submission was accepted or rejected nothing but its deletion. Events of other submissions of the same case
 * are verified and passed over. Throws FitConnectRefusal.
 */
export async function verifyEventLog(tokens: readonly string[], expected: Omit<EventExpectations, 'submission'> & { readonly submission: string }): Promise<readonly SecurityEvent[]> {
  const { submission, ...each } = expected;
  const found: SecurityEvent[] = [];
  const seen = new Set<string>();
  for (const token of tokens) {
    const event = await verifyEvent(token, each);
    demand(!seen.has(event.id), 'event-twice');
    seen.add(event.id);
    if (event.subject.kind === 'submission' && event.subject.id === submission.toLowerCase()) found.push(event);
  }
  const end = found.findIndex(({ name }) => name === 'accept-submission' || name === 'reject-submission');
  demand(end === -1 || found.slice(end + 1).every(({ name }) => name === 'delete-submission'), 'event-log-order');
  demand(found.filter(({ name }) => name === 'submit-submission').length <= 1, 'event-log-order');
  return found;
}
