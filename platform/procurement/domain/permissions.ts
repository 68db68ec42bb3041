import { permission } from '@allmende/access';

/** Putting an order together and handing it in. */
export const placeOrders = permission('procurement/place-orders', { roles: ['digital-officer'] });

/** Approving or refusing the orders of somebody else. */
export const approveOrders = permission('procurement/approve-orders', { roles: ['approver', 'mayor'] });

/** Stating that the budget covers an order. */
export const checkBudgets = permission('procurement/check-budgets', { roles: ['treasurer'] });

/** Entering the resolution that an order needs. */
export const enterResolutions = permission('procurement/enter-resolutions', { roles: ['digital-officer', 'approver', 'mayor'] });

/** Laying down from which amount who has to agree to orders. */
export const setApprovalRules = permission('procurement/set-approval-rules', { roles: ['mayor', 'head-of-office'] });

/** Clearing a version of an app for the authority's own use. */
export const clearApps = permission('procurement/clear-apps', { roles: ['mayor', 'head-of-office'] });

/** Keeping what grounds for award rest on: thresholds, periods, framework agreements, awards. */
export const keepAwardBasis = permission('procurement/keep-award-basis', { roles: ['operator'], systems: ['start', 'operator-command', 'dynamic-purchasing'] });

/** Stating that the declaration which commits the authority has been signed. */
export const signDeclarations = permission('procurement/sign-declaration', { roles: ['mayor'] });

/** Seeing orders, contracts and their documents. */
export const seeOrders = permission('procurement/see-orders', { roles: ['digital-officer', 'approver', 'treasurer', 'mayor', 'head-of-office', 'auditor'], systems: ['monitoring'] });

/** Ending a contract. */
export const endContracts = permission('procurement/end-contracts', { roles: ['approver', 'mayor'] });

/** Entering versions of the processing agreement. */
export const enterAgreements = permission('procurement/enter-agreements', { roles: ['operator'], systems: ['start', 'operator-command'] });

/** Seeing how many contracts there are and what they come to, never what is in them. */
export const seeContractFigures = permission('procurement/see-contract-figures', { roles: ['operator', 'platform-auditor'], systems: ['operator-command'] });
