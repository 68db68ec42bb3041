import type { NeedInput } from '../domain/need.ts';

/** A need for tests. */
export function aNeed(changes: Partial<NeedInput> = {}): NeedInput {
  return { title: 'Hundesteuer online anmelden', details: '', category: 'online-applications', casesPerYear: 900, wantedBy: null, ...changes };
}
