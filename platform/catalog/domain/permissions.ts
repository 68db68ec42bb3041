import { permission } from '@allmende/access';

/** Bringing descriptions of solutions into the store. */
export const importSolutions = permission('catalog/import-solutions', { roles: ['operator'], systems: ['catalog', 'start', 'operator-command'] });

/** Registering what can be ordered, and its prices. */
export const registerOffers = permission('catalog/register-offers', { roles: ['operator'], systems: ['catalog', 'start', 'operator-command'] });

/** Recording which authority uses what. */
export const recordUses = permission('catalog/record-uses', { roles: ['operator'], systems: ['catalog', 'procurement', 'operations', 'start', 'operator-command'] });

/** Looking for a solution on behalf of an authority: the ways to order and to record a need are shown. */
export const chooseSolutions = permission('catalog/choose-solutions', { roles: ['digital-officer'] });
