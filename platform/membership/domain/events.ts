import { defineEvent } from '@allmende/events';
import { Type } from 'typebox';

/** An authority belongs to the platform now; its space exists. Lies in the platform's own tenant; the aggregate is the authority. */
export const memberAdmitted = defineEvent('membership/member-admitted', Type.Object({ authority: Type.String() }));
