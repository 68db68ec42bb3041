import type { ActionContext } from '@allmende/house';
import type { FrozenVetting } from './order-choice.ts';

/** What is known of the vetting of an entry of the store today; null where it never went through one. The processes connect it with the vetting. */
export type VettingOf = (ctx: Pick<ActionContext, 'database' | 'clock'>, solution: string) => Promise<FrozenVetting | null>;
