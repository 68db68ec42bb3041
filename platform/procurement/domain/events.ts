import { defineEvent } from '@allmende/events';
import { Type } from 'typebox';

/** A contract stands: its apps come up, its documents follow. The aggregate is the contract. */
export const contractConcluded = defineEvent('procurement/contract-concluded', Type.Object({ contract: Type.String(), order: Type.String() }));

/** A contract has ended. The aggregate is the contract. */
export const contractEnded = defineEvent('procurement/contract-ended', Type.Object({ contract: Type.String() }));
