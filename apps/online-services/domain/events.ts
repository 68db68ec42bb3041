import { defineEvent } from '@allmende/events';
import { Type } from 'typebox';

/** An application was sent. The aggregate is the application; whoever delivers it reads it through `readApplication`. */
export const applicationSubmitted = defineEvent('online-services/application-submitted', Type.Object({ application: Type.String(), service: Type.String() }));

/** A piece of evidence of a sent application came, was checked or was read. The aggregate is the application; whoever delivers it reads it through `readEvidenceForCase`. */
export const evidenceChanged = defineEvent('online-services/evidence-changed', Type.Object({ application: Type.String(), evidence: Type.String() }));

/** A service was switched on, changed or switched off. The aggregate is the authority. */
export const serviceSwitched = defineEvent('online-services/service-switched', Type.Object({ service: Type.String(), on: Type.Boolean() }));
