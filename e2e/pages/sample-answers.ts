import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readServicePackage, type ServicePackage } from '@allmende/online-services';

const EFA = join(import.meta.dirname, '../../efa');

type Sample = ServicePackage['samples'][number];
export type Answers = Sample['answers'];

/** Every service package of the house, by the name of its folder. */
export function readPackages(): ServicePackage[] {
  return readdirSync(EFA, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => {
    const read = readServicePackage(join(EFA, name));
    assert.ok('servicePackage' in read, `${name} is a package`);
    return read.servicePackage;
  });
}

/**
 * The fewest complete samples of a package that lead to every page of it, also those asked for each row, the one with most pages first.
 * A page that no sample leads to is a fault of the package: it is named in `unreached`.
 */
export function samplesForEveryPage(servicePackage: ServicePackage): { readonly samples: readonly Sample[]; readonly unreached: readonly string[] } {
  const open = new Set(servicePackage.flow.pages.map(({ id }) => id));
  const samples: Sample[] = [];
  const complete = servicePackage.samples.filter(({ expect }) => expect.complete && expect.pruned.length === 0);
  for (;;) {
    const [best] = complete.map((sample) => ({ sample, adds: sample.expect.path.filter((page) => open.has(page)).length })).sort((one, other) => other.adds - one.adds || rowsOf(other.sample) - rowsOf(one.sample));
    if (!best || best.adds === 0) return { samples, unreached: [...open] };
    samples.push(best.sample);
    for (const page of best.sample.expect.path) open.delete(page);
  }
}

function rowsOf(sample: Sample): number {
  return Object.values(sample.rows ?? {}).flat().flatMap((row) => Object.keys(row)).length;
}

/** What a person types into the inputs of the questions, by the name of the input. */
export function typedAnswers(servicePackage: ServicePackage, answers: Answers): Record<string, string> {
  return Object.fromEntries(Object.entries(answers).flatMap(([id, answer]) => {
    const type = servicePackage.fields.find((field) => field.id === id)?.type;
    if (type === 'date') {
      const [year = '', month = '', day = ''] = String(answer).split('-');
      return [[`${id}.day`, day], [`${id}.month`, month], [`${id}.year`, year]];
    }
    if (typeof answer === 'boolean') return [[id, answer ? 'yes' : 'no']];
    return [[id, type === 'money' ? (Number(answer) / 100).toFixed(2).replace('.', ',') : String(answer)]];
  }));
}
