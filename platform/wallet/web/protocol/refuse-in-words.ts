import type { DomainError } from '@allmende/errors';
import { usualStatus, type ProtocolAnswer, type ProtocolRequest } from '@allmende/http';

/** A refusal that the protocols have no word of their own for. */
export function refuseInWords(error: DomainError | undefined, _request: Pick<ProtocolRequest, 'header'>, reference: string): ProtocolAnswer {
  if (error === undefined) return { status: 500, body: { error: 'server_error', error_description: reference } };
  return { status: usualStatus(error), body: { error: 'invalid_request', error_description: error.code } };
}
