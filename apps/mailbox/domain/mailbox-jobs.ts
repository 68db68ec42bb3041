import { Type } from 'typebox';

const Tenant = { tenant: Type.String(), application: Type.String() } as const;

/** Names and payloads of the jobs of the mailbox; `jobs/` adds what they do. A scanner may be down for a weekend: the check goes on trying. */
export const CHECK_ATTACHMENT_JOB = { name: 'mailbox/check-attachment', payload: Type.Object({ ...Tenant, attachment: Type.String() }), maxAttempts: 25 } as const;
/** The case may still be on its way. */
export const TELL_CASE_JOB = { name: 'mailbox/tell-case', payload: Type.Object({ ...Tenant, message: Type.String() }), maxAttempts: 25 } as const;
export const SEND_NOTICE_JOB = { name: 'mailbox/send-notice', payload: Type.Object({ ...Tenant, notice: Type.String() }), maxAttempts: 12 } as const;
