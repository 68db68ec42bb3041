import { defineEvent } from '@allmende/events';
import { Type } from 'typebox';

/** An application was sent. The aggregate is the application; whoever delivers it reads it through `readForDelivery`. */
export const applicationSubmitted = defineEvent('online-services/application-submitted', Type.Object({ application: Type.String(), service: Type.String() }));

/** A piece of evidence of a sent application came, was checked or was read. The aggregate is the application; whoever delivers it reads it through `readEvidenceForCase`. */
export const evidenceChanged = defineEvent('online-services/evidence-changed', Type.Object({ application: Type.String(), evidence: Type.String() }));

/** A service was switched on, changed or switched off. The aggregate is the authority. */
export const serviceSwitched = defineEvent('online-services/service-switched', Type.Object({ service: Type.String(), on: Type.Boolean() }));

/** Its applicant has taken an application back. The aggregate is the application; `at` is an instant in ISO 8601. */
export const applicationWithdrawn = defineEvent('online-services/application-withdrawn', Type.Object({ application: Type.String(), at: Type.String() }));

/** Something happened to a sent application that its applicant wants to know: a state, a letter, a question. The aggregate is the application; no content. */
export const applicationMoved = defineEvent('online-services/application-moved', Type.Object({ application: Type.String(), what: Type.Union([Type.Literal('state'), Type.Literal('document'), Type.Literal('reply')]) }));

/** A sent application was erased with its key. The aggregate is the application. */
export const applicationErased = defineEvent('online-services/application-erased', Type.Object({ application: Type.String() }));
