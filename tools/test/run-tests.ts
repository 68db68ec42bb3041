import { parseArgs } from 'node:util';
import { describeRun, isGood, totalsLine, totalsOf } from './report.ts';
import { partNames, runParts } from './run-parts.ts';
import type { PartName } from './run-parts.ts';

const usage = `Usage: ./allmende test [--all] [--containers] [--walks] [--only <part>[,<part>…]] [--json] [pattern …]

  --all         also the walks, the tests with containers, the long ones (*.long.test.ts) and the search for unused code
  --containers  also the tests with containers (*.containers.test.ts): they need podman and root and are skipped by name without
  --walks       also the walks through single parts of the house and through the same pages in every language (*.walk.spec.ts)
  --only        only these parts: ${partNames.join(', ')}
  --json        a summary for machines on standard output, progress on standard error
  pattern       only test files whose path contains it`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    containers: { type: 'boolean', default: false },
    walks: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(usage);
  process.exit(0);
}

const only = values.only.flatMap((names) => names.split(','));
const unknown = only.filter((name) => !(partNames as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`Unknown part: ${unknown.join(', ')}\n\n${usage}`);
  process.exit(2);
}

const say = values.json ? (line: string) => console.error(line) : (line: string) => console.log(line);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

const started = performance.now();
const parts = await runParts({ all: values.all, containers: values.containers, walks: values.walks, only: only as PartName[], patterns: positionals, say, signal: stop.signal });
const results = parts.flatMap((part) => part.results);
if (stop.signal.aborted) {
  results.push({ part: 'run', name: 'the run comes to its end', state: 'failed', error: 'It was stopped from outside.', durationMs: performance.now() - started });
}
const totals = totalsOf(results);

if (values.json) {
  const summary = {
    ...totals,
    seconds: Math.round((performance.now() - started) / 100) / 10,
    parts: parts.map((part) => ({ name: part.name, seconds: Math.round(part.durationMs / 100) / 10, ...totalsOf(part.results) })),
    failures: results.filter((result) => result.state === 'failed'),
    skips: results.filter((result) => result.state === 'skipped'),
  };
  console.log(JSON.stringify(summary, null, 2));
  console.error(totalsLine(totals));
} else {
  say(describeRun(results));
}
process.exitCode = isGood(totals) ? 0 : 1;
