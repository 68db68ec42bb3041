/** Whom something told by the operator concerns. Empty lists mean all. */
export type Reach = { readonly apps: readonly string[]; readonly authorities: readonly string[] };

export type Impact = 'disturbed' | 'slow' | 'notice';
export type IncidentStage = 'looking' | 'found' | 'watching' | 'ended';

/** What was said of an incident at a time. */
export type IncidentUpdate = { readonly at: Date; readonly stage: IncidentStage; readonly de: string; readonly en: string | undefined };

/** A disturbance that the operator tells people of. Updates in the order in which they were said. */
export type Incident = Reach & { readonly id: string; readonly impact: Impact; readonly startedAt: Date; readonly endedAt: Date | undefined; readonly updates: readonly IncidentUpdate[] };

/** Work announced before it begins. */
export type Maintenance = Reach & {
  readonly id: string; readonly from: Date; readonly until: Date; readonly de: string; readonly en: string | undefined; readonly announcedAt: Date; readonly cancelledAt: Date | undefined;
};

/** Whether something concerns an app of an authority. */
export function reaches(reach: Reach, what: { readonly tenant: string; readonly app: string }): boolean {
  return (reach.apps.length === 0 || reach.apps.includes(what.app)) && (reach.authorities.length === 0 || reach.authorities.includes(what.tenant));
}

/** Whether something concerns an authority at all: the whole platform, or one of the apps that it has. */
export function reachesAny(reach: Reach, tenants: readonly string[]): boolean {
  return reach.authorities.length === 0 || reach.authorities.some((tenant) => tenants.includes(tenant));
}

/** Whether an app of an authority lies in announced maintenance at an instant; windows end before their last instant. */
export function isInWindow(windows: readonly Maintenance[], what: { readonly tenant: string; readonly app: string; readonly at: Date }): boolean {
  return windows.some((one) => one.cancelledAt === undefined && one.from <= what.at && what.at < one.until && reaches(one, what));
}
