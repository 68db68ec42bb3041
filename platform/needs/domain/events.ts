import { defineEvent } from '@allmende/events';
import { Type } from 'typebox';

/** An authority looks for something; the aggregate is the need. */
export const needRecorded = defineEvent('needs/need-recorded', Type.Object({ need: Type.String(), category: Type.String() }));
