import { randomBytes } from 'node:crypto';
import { DomainError } from '@allmende/errors';
import type { House } from '@allmende/house';
import { Refusal } from '../../domain/errors.ts';
import type { Answer } from './answer.ts';

/** Types of problems that FIT-Connect itself names lie below this address. */
const OFFICIAL = 'https://schema.fitko.de/fit-connect/submission-api/problems/';

/** A refusal as Problem Details (RFC 7807): the official type where one is known, otherwise the page about its code. Whatever is no refusal is a fault of ours: the log has it under the reference. */
export function problemAnswer(house: Pick<House, 'config' | 'log'>, thrown: unknown, where: string | undefined): Answer {
  if (thrown instanceof Refusal) {
    const type = thrown.official === undefined ? `${house.config.publicAddress}/problems/${thrown.code}` : `${OFFICIAL}${thrown.official}`;
    return problem(thrown.status, { type, title: thrown.title, detail: `${thrown.message} / ${thrown.english}` }, thrown.status === 401 ? { 'www-authenticate': 'Bearer realm="FIT-Connect"' } : {});
  }
  if (thrown instanceof DomainError && thrown.kind === 'unavailable') return problem(503, { type: `${house.config.publicAddress}/problems/${thrown.code}`, title: 'Service Unavailable', detail: thrown.message }, { 'retry-after': '5' });
  const reference = randomBytes(5).toString('hex');
  house.log.error({ err: thrown, reference, route: where }, 'a request failed');
  return problem(500, { type: `${house.config.publicAddress}/problems/kernel/fault`, title: 'Internal Server Error', detail: `Ein Fehler bei uns. Nennen Sie bei Rückfragen: ${reference} / A fault of ours. Please name: ${reference}` });
}

/** Too many requests. */
export function tooManyAnswer(house: Pick<House, 'config'>, seconds: number): Answer {
  return problem(429, { type: `${house.config.publicAddress}/problems/http/too-many-requests`, title: 'Too Many Requests', detail: `Bitte warten Sie ${seconds} Sekunden. / Please wait ${seconds} seconds.` }, { 'retry-after': String(seconds) });
}

function problem(status: number, words: { readonly type: string; readonly title: string; readonly detail: string }, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': 'application/problem+json', ...headers }, body: { ...words, status } };
}
