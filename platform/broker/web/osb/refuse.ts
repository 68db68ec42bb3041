import type { DomainError } from '@allmende/errors';
import { usualStatus, type Protocol } from '@allmende/http';
import { BrokerRefusal } from '../../domain/errors.ts';
import { echoed, localeOf } from './open-call.ts';

// Numbers and words that the specification lays down; everything else goes by its kind.
const BY_CODE: Readonly<Record<string, { readonly status: number; readonly word?: string }>> = {
  'broker/version-needed': { status: 412 }, 'broker/async-required': { status: 422, word: 'AsyncRequired' }, 'broker/concurrent': { status: 422, word: 'ConcurrencyError' },
  'broker/maintenance-info': { status: 422, word: 'MaintenanceInfoConflict' }, 'broker/other-wish': { status: 409 }, 'broker/delete-first': { status: 409, word: 'DeleteFirst' }, 'broker/not-changeable': { status: 422, word: 'ChangeNotSupported' },
  'broker/not-bindable': { status: 400, word: 'BindingNotSupported' }, 'broker/not-running': { status: 422, word: 'NotRunning' }, 'broker/ordered-already': { status: 422, word: 'OrderedAlready' }, 'broker/award-not-proven': { status: 422, word: 'AwardNotProven' }, 'http/too-large': { status: 413 },
};

/** A refusal as the Open Service Broker API words it: `{ error, description }`. */
export const refuse: Protocol['refuse'] = (error, request, reference) => {
  const isEnglish = localeOf(request) === 'en';
  const headers = echoed(request);
  if (error === undefined) return { status: 500, headers, body: { description: isEnglish ? `A fault of ours. Please name this reference: ${reference}` : `Das hat wegen eines Fehlers bei uns nicht geklappt. Nennen Sie bei Rückfragen: ${reference}` } };
  const { status, word } = BY_CODE[error.code] ?? usual(error);
  const fields = error.fields.map((field) => `${field.pointer}: ${field.message}`).join(' ');
  const description = fields !== '' ? fields : isEnglish && error instanceof BrokerRefusal ? error.english : error.message;
  return { status, headers: status === 401 ? { ...headers, 'www-authenticate': 'Basic realm="Open Service Broker", charset="UTF-8"' } : headers, body: { ...(word === undefined ? {} : { error: word }), description } };
};

function usual(error: DomainError): { readonly status: number; readonly word?: string } {
  if (error.kind === 'invalid') return { status: 400 };
  // A conflict of procurement or operations: the wish is well formed and cannot be met as things stand.
  if (error.kind === 'conflict') return { status: 422, word: pascal(error.code) };
  return { status: usualStatus(error) };
}

function pascal(code: string): string {
  return (code.split('/')[1] ?? code).split('-').map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join('');
}
