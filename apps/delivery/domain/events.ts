import { defineEvent } from '@allmende/events';
import { Type } from 'typebox';

/** The system that works on an application reported a state; the aggregate is the application. */
export const progressed = defineEvent('delivery/progressed', Type.Object({ application: Type.String(), target: Type.String(), state: Type.String(), at: Type.String(), documents: Type.Array(Type.String()), decision: Type.Optional(Type.String()), replies: Type.Optional(Type.Array(Type.String())) }));
