/** How the mailbox of a BundID account calls where an application stands (optiGov/php-fitconnect, state of 21 November 2026). */
export type MailboxStatus = 'INITIATED' | 'SUBMITTED' | 'RECEIVED' | 'PROCESSING' | 'ACTION_REQUIRED' | 'COMPLETED';

/** `status` changes where an application stands in the account; `message` is read there like a letter. */
export type MailboxForm = 'status' | 'message';

/** The services and schemas under which the mailbox (ZBP) takes submissions. ASSUMED: the schema of states is named like that of messages, which is known. */
export const MAILBOX_SERVICES: Readonly<Record<MailboxForm, { readonly identifier: string; readonly schemaUri: string; readonly name: string }>> = {
  message: { identifier: 'urn:schema-fitko-de:fit-connect:id.bund.de:message_v6', schemaUri: 'https://schema.fitko.de/fit-connect/id.bund.de/message_v6/1.0.0/zbp-message.schema.json', name: 'Nachricht an ein BundID-Postfach' },
  status: { identifier: 'urn:schema-fitko-de:fit-connect:id.bund.de:status_v6', schemaUri: 'https://schema.fitko.de/fit-connect/id.bund.de/status_v6/1.0.0/zbp-status.schema.json', name: 'Stand an ein BundID-Postfach' },
};

/** Whose mailbox it is, and what about. */
export type MailboxOf = {
  readonly mailbox: string;
  /** 1 to 4 (STORK-QAA): how surely the applicant was known when they agreed; weaker sign-ins do not open a message. */
  readonly level: 1 | 3 | 4;
  readonly application: string;
  /** On the applicant's receipt. */
  readonly reference: string;
  readonly service: string;
  readonly placeArs: string;
  readonly state: string;
  /** Where applicants look, whole address. */
  readonly statusPage: string;
};

/** Where a state of ours stands for the mailbox; undefined for one that the applicant made or knows already. */
export function statusOfState(state: string): MailboxStatus | undefined {
  return ({ submitted: 'SUBMITTED', 'in-progress': 'PROCESSING', waiting: 'ACTION_REQUIRED', decided: 'COMPLETED' } as const)[state];
}

/** Which forms a status takes: where the applicant has to do or fetch something, a message says so. */
export function formsOf(status: MailboxStatus): readonly MailboxForm[] {
  return status === 'PROCESSING' || status === 'RECEIVED' ? ['status'] : ['status', 'message'];
}

const WORDS: Readonly<Partial<Record<MailboxStatus, { readonly title: string; readonly text: string }>>> = {
  SUBMITTED: { title: 'Ihr Antrag ist eingegangen', text: 'Ihr Antrag ist bei uns eingegangen. Sie müssen jetzt nichts tun.' },
  ACTION_REQUIRED: { title: 'Zu Ihrem Antrag fehlt noch etwas', text: 'Wir haben eine Frage an Sie, oder es ist etwas zu bezahlen. Was zu tun ist, sehen Sie auf der Seite zum Stand Ihres Antrags.' },
  COMPLETED: { title: 'Über Ihren Antrag ist entschieden', text: 'Über Ihren Antrag ist entschieden. Auf der Seite zum Stand Ihres Antrags sehen Sie das Ergebnis. Diese Nachricht ist nicht der Bescheid.' },
};

/** The content of a message: that something happened and where to look, nothing of the application itself. `sender` is the authority's name. */
export function mailboxMessage(of: MailboxOf, status: MailboxStatus, more: { readonly sender: string }): Readonly<Record<string, unknown>> {
  const { title, text } = WORDS[status] ?? { title: 'Neues zu Ihrem Antrag', text: 'Auf der Seite zum Stand Ihres Antrags sehen Sie, was es Neues gibt.' };
  return {
    stork_qaa_level: of.level, mailboxUuid: of.mailbox, sender: more.sender, title, service: of.service, applicationId: of.application, reference: of.reference, senderUrl: of.statusPage, attachments: [],
    content: `Guten Tag,\n\n${text}\n\nLeistung: ${of.service}\nVorgangsnummer: ${of.reference}\nStand Ihres Antrags: ${of.statusPage}\n\nMit freundlichen Grüßen\n${more.sender}`,
  };
}

/** The content of a state. */
export function mailboxStatus(of: MailboxOf, status: MailboxStatus, more: { readonly sender: string; readonly at: Date }): Readonly<Record<string, unknown>> {
  return { applicationId: of.application, status, publicServiceName: { de: of.service }, senderName: more.sender, createdDate: more.at.toISOString(), reference: of.reference };
}
