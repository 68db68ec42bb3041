import { DomainError, type ErrorKind } from '@allmende/errors';

/** A refusal that the interface has a number of its own for. `official` is the name under the official root of problem types, where one is known. */
export class Refusal extends DomainError {
  override name = 'Refusal';
  readonly status: number;
  readonly official: string | undefined;
  readonly title: string;
  readonly english: string;

  constructor(reason: RefusalReason, options: { readonly because?: string | undefined; readonly cause?: unknown } = {}) {
    const { kind, status, title, de, en, official } = REASONS[reason] as Reason;
    const because = options.because === undefined ? '' : ` (${options.because})`;
    super({ kind, code: `fit-connect-service/${reason}`, message: `${de}${because}`, ...(options.cause === undefined ? {} : { cause: options.cause }) });
    this.status = status;
    this.official = official;
    this.title = title;
    this.english = `${en}${because}`;
  }
}

export type RefusalReason = keyof typeof REASONS;

/** The refusal of a name. `because` is a machine word or a place in the body that says more; never anything of a person. */
export function refuse(reason: RefusalReason, because?: string): Refusal {
  return new Refusal(reason, { because });
}

type Reason = { readonly kind: ErrorKind; readonly status: number; readonly title: string; readonly de: string; readonly en: string; readonly official?: string };

const REASONS = {
  unauthorized: { kind: 'unauthenticated', status: 401, title: 'Unauthorized', de: 'Das Zugriffstoken fehlt, ist abgelaufen oder gilt nicht.', en: 'The access token is missing, expired or not valid.' },
  forbidden: { kind: 'forbidden', status: 403, title: 'Forbidden', de: 'Dazu fehlt diesem Client der Scope.', en: 'This client lacks the scope for that.' },
  'unknown-path': { kind: 'not-found', status: 404, title: 'Not Found', de: 'Diesen Endpunkt gibt es hier nicht.', en: 'There is no such endpoint.' },
  'destination-not-found': { kind: 'not-found', status: 404, title: 'Destination not found', official: 'destination-not-found', de: 'Diesen Zustellpunkt gibt es nicht.', en: 'There is no such destination.' },
  'key-not-found': { kind: 'not-found', status: 404, title: 'Key not found', de: 'Diesen Schlüssel gibt es nicht.', en: 'There is no such key.' },
  'case-not-found': { kind: 'not-found', status: 404, title: 'Case not found', de: 'Diesen Vorgang gibt es nicht.', en: 'There is no such case.' },
  'submission-not-found': { kind: 'not-found', status: 404, title: 'Submission not found', official: 'submission-not-found', de: 'Diese Einreichung gibt es nicht, oder sie ist nicht in einem Zustand, in dem das geht.', en: 'There is no such submission, or it is in no state for this.' },
  'submission-not-open': { kind: 'invalid', status: 422, title: 'Submission not found', official: 'submission-not-found', de: 'Diese Einreichung gibt es nicht, oder sie nimmt keine Anlagen mehr.', en: 'There is no such submission, or it takes no attachments any more.' },
  'attachment-not-found': { kind: 'not-found', status: 404, title: 'Attachment not found', de: 'Diese Anlage gibt es nicht.', en: 'There is no such attachment.' },
  'reply-not-found': { kind: 'not-found', status: 404, title: 'Reply not found', de: 'Diese Antwort gibt es nicht.', en: 'There is no such reply.' },
  unreadable: { kind: 'invalid', status: 400, title: 'Bad Request', de: 'Die Anfrage hat nicht die vorgeschriebene Form.', en: 'The request does not have the form that is laid down.' },
  'bad-query': { kind: 'invalid', status: 400, title: 'Bad Request', de: 'Die Angaben in der Adresse passen nicht.', en: 'The parameters in the address do not fit.' },
  'too-large': { kind: 'invalid', status: 413, title: 'Request Entity Too Large', de: 'Das ist zu groß.', en: 'That is too large.' },
  'wrong-type': { kind: 'invalid', status: 415, title: 'Unsupported Media Type', de: 'Dieser Inhaltstyp wird hier nicht angenommen.', en: 'This content type is not taken here.' },
  'destination-state-invalid': { kind: 'invalid', status: 422, title: 'Destination state invalid', official: 'destination-state-invalid', de: 'Der Zustellpunkt nimmt zurzeit nichts an.', en: 'The destination takes nothing at present.' },
  'destination-state-change': { kind: 'invalid', status: 400, title: 'Bad Request', de: 'Aus seinem Zustand kann der Zustellpunkt nicht in diesen wechseln.', en: 'The destination cannot change from its state to this one.' },
  'destination-busy': { kind: 'invalid', status: 400, title: 'Bad Request', de: 'Bei diesem Zustellpunkt warten noch Einreichungen.', en: 'Submissions are still waiting at this destination.' },
  'destination-key': { kind: 'invalid', status: 400, title: 'Bad Request', de: 'Der Schlüssel entspricht nicht den Vorgaben.', en: 'The key is not as it must be.' },
  'destination-key-taken': { kind: 'invalid', status: 400, title: 'Bad Request', de: 'Unter dieser Kennung hat der Zustellpunkt schon einen anderen Schlüssel.', en: 'The destination has another key with this id.' },
  'callback-address': { kind: 'invalid', status: 400, title: 'Bad Request', de: 'Die Adresse für Callbacks muss mit https beginnen und aus dem Internet erreichbar sein.', en: 'The address for callbacks must begin with https and lie in the internet.' },
  'service-not-offered': { kind: 'invalid', status: 422, title: 'Unprocessable Entity', de: 'Diese Leistung nimmt der Zustellpunkt nicht an, oder nicht in dieser Region.', en: 'The destination does not take this service, or not in this region.' },
  'case-does-not-fit': { kind: 'invalid', status: 422, title: 'Unprocessable Entity', de: 'Zu diesem Vorgang kann hier nichts eingereicht werden.', en: 'Nothing can be submitted to this case here.' },
  'attachment-not-announced': { kind: 'invalid', status: 422, title: 'Attachment not announced', de: 'Unter dieser Kennung wurde keine Anlage angekündigt.', en: 'No attachment was announced under this id.' },
  'attachments-missing': { kind: 'invalid', status: 422, title: 'Submission incomplete', de: 'Es fehlen noch angekündigte Anlagen.', en: 'Announced attachments are still missing.' },
  'submitted-already': { kind: 'invalid', status: 422, title: 'Submission already submitted', de: 'Diese Einreichung wurde schon mit anderem Inhalt abgesendet.', en: 'This submission has been sent already with another content.' },
  'not-encrypted': { kind: 'invalid', status: 422, title: 'Unprocessable Entity', de: 'Der Inhalt ist nicht verschlüsselt, wie es vorgeschrieben ist.', en: 'The content is not encrypted as is laid down.' },
  'event-malformed': { kind: 'invalid', status: 400, title: 'Bad Request', de: 'Das ist kein Security Event Token.', en: 'This is no security event token.' },
  'event-refused': { kind: 'invalid', status: 422, title: 'Security event token invalid', de: 'Das Security Event Token ist nicht richtig.', en: 'The security event token is not correct.' },
  'event-out-of-order': { kind: 'conflict', status: 409, title: 'Invalid state transition', de: 'Dieses Ereignis ist in diesem Zustand der Einreichung nicht möglich, oder es wurde schon gemeldet.', en: 'This event is not possible in this state of the submission, or has been sent already.' },
} as const satisfies Record<string, Reason>;
