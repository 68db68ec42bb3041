import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { describeCommit, describeMachine } from './measure/machine.ts';
import { readProcessorTime, stolenPercent } from './measure/stolen-time.ts';

const frame = new Set(['bench.ts', 'run-bench.ts']);
const names = globSync('*.ts', { cwd: import.meta.dirname })
  .filter((file) => !frame.has(file) && !file.endsWith('.test.ts'))
  .map((file) => basename(file, '.ts'))
  .sort();

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
const [name] = positionals;

if (name === undefined || !names.includes(name)) {
  const benches = await Promise.all(names.map(async (known) => `  ${known.padEnd(16)} ${(await open(known)).about}`));
  console.error(['Usage: ./allmende bench <name> [--json]', '', ...benches].join('\n'));
  process.exit(name === undefined ? 0 : 2);
}

const bench = await open(name);
const before = await readProcessorTime();
const figures = await bench.run((line) => console.error(line));
const result = { bench: name, commit: await describeCommit(), machine: { ...describeMachine(), stolen_percent: stolenPercent(before, await readProcessorTime()) }, figures };
if (values.json) {
  console.log(JSON.stringify(result));
} else {
  console.log(`${name}, commit ${result.commit}, ${result.machine.cores} cores (${result.machine.cpu}), ${result.machine.stolen_percent} % of their time taken by the host`);
  for (const [figure, value] of Object.entries(figures)) console.log(`  ${figure.padEnd(32)} ${value}`);
}
process.exit(0);

async function open(known: string): Promise<Bench> {
  return (await import(join(import.meta.dirname, `${known}.ts`))) as Bench;
}
