import type { PlainDate } from '@allmende/time';
import type { Contract } from './contract.ts';

/** Since when and until when an authority uses a solution by its contracts; `recordedBy` names the first. */
export type ContractUse = { readonly solution: string; readonly since: PlainDate; readonly until: PlainDate | null; readonly recordedBy: string };

/** One use per solution: from the first contract's first day, and open as long as one contract runs. */
export function usesOf(contracts: readonly Pick<Contract, 'id' | 'lines' | 'startsOn' | 'endsOn'>[]): readonly ContractUse[] {
  const solutions = [...new Set(contracts.flatMap((one) => one.lines.map((line) => line.solution)))];
  return solutions.flatMap((solution) => {
    const own = contracts.filter((one) => one.lines.some((line) => line.solution === solution)).toSorted((one, other) => one.startsOn.localeCompare(other.startsOn) || one.id.localeCompare(other.id));
    const [first] = own;
    if (first === undefined) return [];
    const ends = own.map((one) => one.endsOn).toSorted((one, other) => (one ?? '9999').localeCompare(other ?? '9999'));
    return [{ solution, since: first.startsOn, until: ends.at(-1) ?? null, recordedBy: `procurement/${first.id}` }];
  });
}
