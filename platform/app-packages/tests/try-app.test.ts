import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tryApp, type SavedTrial, type TrialBench, type TrialPlace } from '../index.ts';
import { anAppPackage } from '../testing/index.ts';

type Fault = Partial<Record<'start' | 'read' | 'restore' | 'leave' | 'settings' | 'older', true>>;

/** A bench in memory: each generation holds one text. */
function memoryBench(fault: Fault = {}): TrialBench & { readonly held: Map<string, string>; readonly starts: string[] } {
  const held = new Map<string, string>();
  const starts: string[] = [];
  const key = ({ instance, generation }: TrialPlace) => `${instance}/${generation}`;
  const archive = (text: string): SavedTrial => ({ bytes: Buffer.from(text), files: text === '' ? [] : [{ path: 'files/text', sha256: text }] });
  return {
    held, starts,
    start: async (place) => {
      starts.push(key(place));
      if (fault.start || (fault.settings && Object.keys(place.parameters).length > 0)) throw new Error('Es startet nicht.');
      if (!held.has(key(place))) held.set(key(place), '');
    },
    run: async (place, { command }) => {
      if (command[0] === '/bin/write') held.set(key(place), `sample of ${place.app.version}`);
      if (command[0] === '/bin/read' && (fault.read || !held.get(key(place))?.startsWith('sample') || (fault.older && held.get(key(place)) !== `sample of ${place.app.version}`))) throw new Error('Die Daten sind weg.');
    },
    save: async (place) => archive(held.get(key(place)) ?? ''),
    saveAsTheyLie: async (place) => archive(held.get(key(place)) ?? ''),
    fill: async (place, saved) => { held.set(key(place), fault.restore ? 'sampl' : Buffer.from(saved.bytes).toString()); },
    drop: async (place) => { held.delete(key(place)); },
    removeAll: async () => { if (!fault.leave) held.clear(); },
    leftovers: async () => [...held.keys()],
    logs: async () => ['last line'],
  };
}

const at = new Date('2026-11-22T00:00:00Z');
const configured = anAppPackage({ configuration: { type: 'object', properties: { size: { type: 'integer', title: 'Größe', 'x-title-en': 'Size', minimum: 3 } } } });
const level = async (fault: Fault, changes: Partial<Parameters<typeof tryApp>[1]> = {}) => (await tryApp(memoryBench(fault), { package: configured, complaints: [], at, ...changes })).level;

test('a package that can do everything reaches the highest level, and nothing stays', async () => {
  const bench = memoryBench();
  const report = await tryApp(bench, { package: configured, complaints: [], at });
  assert.deepEqual(report.steps.filter(({ outcome }) => outcome !== 'passed'), []);
  assert.equal(report.level, 7);
  assert.ok(report.recoverySeconds !== undefined);
  assert.equal(bench.held.size, 0);
});

test('each thing that fails keeps the level below it', async () => {
  assert.equal(await level({ start: true }), 0);
  assert.equal(await level({ read: true }), 0);
  assert.equal(await level({ settings: true }), 1);
  assert.equal(await level({ restore: true }), 2);
  assert.equal(await level({ older: true }, { previous: anAppPackage({ version: '0.9.0' }) }), 2);
  assert.equal(await level({}, { complaints: ['allmende-app.yaml:1: …'] }), 4);
  assert.equal(await level({ leave: true }), 6);
});

test('what does not start is told with its last lines, is not tried further and is removed all the same', async () => {
  const bench = memoryBench({ start: true });
  const report = await tryApp(bench, { package: configured, complaints: [], at });
  assert.deepEqual(report.steps.map(({ name, outcome }) => `${outcome} ${name}`), ['failed Starten und prüfen', 'passed Entfernen, nichts bleibt']);
  assert.match(report.steps[0]?.detail ?? '', /last line/u);
});

test('an update is tried from the older version on its data', async () => {
  const bench = memoryBench();
  const report = await tryApp(bench, { package: configured, previous: anAppPackage({ version: '0.9.0' }), complaints: [], at });
  assert.equal(report.level, 7);
  assert.equal(report.updatedFrom, '0.9.0');
  assert.ok(bench.starts.indexOf('second/2') < bench.starts.indexOf('second/3'));
});
