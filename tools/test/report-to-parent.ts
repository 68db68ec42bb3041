import type { EventData } from 'node:test';
import { inspect } from 'node:util';
import type { ChildMessage } from './run-node-tests.ts';

type TestEvent =
  | { type: 'test:start'; data: EventData.TestStart }
  | { type: 'test:pass'; data: EventData.TestPass }
  | { type: 'test:fail'; data: EventData.TestFail }
  | { type: 'test:summary'; data: EventData.TestSummary };

/** Reporter for node:test that sends each result to the parent process and prints nothing. */
export default async function* reportToParent(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const names = new Map<string, string[]>();
  for await (const { type, data } of source) {
    if (type === 'test:start') rememberName(names, data);
    if (type === 'test:pass') sendPass(data, names);
    if (type === 'test:fail') sendFail(data, names);
    if (type === 'test:summary') send({ kind: 'end' });
  }
  yield '';
}

function rememberName(names: Map<string, string[]>, test: EventData.TestStart): void {
  const path = names.get(test.file ?? '') ?? [];
  path.length = test.nesting;
  path[test.nesting] = test.name;
  names.set(test.file ?? '', path);
}

function sendPass(test: EventData.TestPass, names: ReadonlyMap<string, string[]>): void {
  const about = describe(test, names);
  const skip = test.skip ?? test.todo;
  if (test.details.type === 'suite' && skip === undefined) return;
  if (test.nesting === 0 && test.name === test.file) {
    return send({ ...about, name: 'the file holds a test', state: 'failed', error: 'It ran without a single test, which proves nothing.' });
  }
  if (skip === undefined || skip === false) return send({ ...about, state: 'passed' });
  send({ ...about, state: 'skipped', reason: typeof skip === 'string' && skip !== '' ? skip : 'no reason given' });
}

function sendFail(test: EventData.TestFail, names: ReadonlyMap<string, string[]>): void {
  const about = describe(test, names);
  if (test.todo !== undefined && test.todo !== false) {
    return send({ ...about, state: 'skipped', reason: `to do: ${test.todo === true ? 'no reason given' : test.todo}` });
  }
  const failure = test.details.error as Error & { failureType?: string };
  // The failed tests inside have been reported one by one already.
  if (failure.failureType === 'subtestsFailed') return;
  const cause = failure.cause ?? failure;
  const error = typeof cause === 'object' ? inspect(cause, { depth: 4, colors: false }) : String(cause);
  if (test.nesting === 0 && test.name === test.file) return send({ ...about, name: 'the file loads', state: 'failed', error });
  send({ ...about, state: 'failed', error });
}

function describe(test: EventData.TestPass | EventData.TestFail, names: ReadonlyMap<string, string[]>) {
  const file = test.file ?? '';
  const name = [...(names.get(file) ?? []).slice(0, test.nesting), test.name].join(' › ');
  return { kind: 'result', file, name, durationMs: test.details.duration_ms } as const;
}

function send(message: ChildMessage): void {
  process.send?.(message);
}
