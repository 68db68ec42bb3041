import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NotTryable, tryApp, tryOnPlatform, type AppPackage, type SavedTrial, type TrialBench, type TrialPlace, type TrialStage } from '../index.ts';
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

type Flaw = Partial<Record<'anybody' | 'stranger' | 'twice' | 'forgets' | 'deaf' | 'open' | 'down' | 'unprobed', true>>;

/** A platform in memory: who is signed in where. `deaf`: the app hears of no sign-out. */
function memoryStage(flaw: Flaw = {}): TrialStage & { readonly closed: () => boolean } {
  let closed = false;
  return {
    closed: () => closed,
    open: async () => { if (flaw.down) throw new NotTryable('Hier läuft keine Plattform.'); },
    person: async ({ access, authority }) => {
      let [atPlatform, atGateway, inApp] = [false, false, false];
      return {
        signIn: async () => { atPlatform = true; },
        enter: async () => {
          const asked = atPlatform && !flaw.twice ? 0 : 1;
          atPlatform = true;
          atGateway = inApp = !flaw.forgets && ((access && authority === 'first') || flaw.stranger === true);
          return { asked, endedAt: 'http://app.example/' };
        },
        isNamed: async (way) => flaw.anybody === true || (way === 'gateway' ? atGateway : inApp),
        signOut: async () => { atPlatform = atGateway = false; if (!flaw.deaf) inApp = false; },
      };
    },
    walls: () => [{ name: 'Ein Netz', try: async () => {
      if (flaw.unprobed) throw new NotTryable('Hier lässt sich nichts versuchen.');
      return { name: 'Ein Netz', reached: flaw.open ? ['10.1.2.3:8080'] : [], attempts: 4 };
    } }],
    close: async () => { closed = true; },
  };
}

const signingOn = anAppPackage({ needs: { oidc: { callbackPath: '/callback', backChannelLogoutPath: '/logout' } }, signedIn: { page: '/me' } });
const outcomes = async (flaw: Flaw, app: AppPackage = signingOn) => (await tryOnPlatform(memoryStage(flaw), { package: app })).map(({ outcome }) => outcome);

test('on a platform with two authorities sign-in, sign-out and isolation pass by what was tried, and each fails by its own', async () => {
  const stage = memoryStage();
  const checks = await tryOnPlatform(stage, { package: signingOn });
  assert.deepEqual(checks.map(({ check, outcome }) => [check, outcome]), [['single-sign-on', 'passed'], ['sign-out', 'passed'], ['isolation', 'passed']]);
  assert.match(checks[1]?.steps.at(-1)?.detail ?? '', /Back-Channel/u);
  assert.ok(stage.closed());
  assert.deepEqual(await outcomes({ forgets: true }), ['failed', 'untried', 'passed']);
  assert.deepEqual(await outcomes({ anybody: true }), ['failed', 'untried', 'failed']);
  assert.deepEqual(await outcomes({ stranger: true }), ['failed', 'passed', 'failed']);
  assert.deepEqual(await outcomes({ twice: true }), ['failed', 'passed', 'passed']);
  assert.deepEqual(await outcomes({ open: true }), ['passed', 'passed', 'failed']);
});

test('what cannot be tried is never passed', async () => {
  assert.deepEqual(await outcomes({ down: true }), ['untried', 'untried', 'untried']);
  assert.deepEqual(await outcomes({ unprobed: true }), ['passed', 'passed', 'untried']);
  assert.deepEqual(await outcomes({}, anAppPackage()), ['failed', 'untried', 'passed'], 'it does not ask for the sign-in at all');
  assert.deepEqual(await outcomes({}, anAppPackage({ needs: { oidc: { callbackPath: '/callback' } } })), ['untried', 'untried', 'passed'], 'it does not say who is signed in');
});

test('an app that hears of no sign-out counts by the gateway alone if it does not say that it is told', async () => {
  const untold = { ...signingOn, needs: { oidc: { callbackPath: '/callback' } } };
  const stage = memoryStage({ deaf: true });
  const [, signOut] = await tryOnPlatform(stage, { package: untold });
  assert.equal(signOut?.outcome, 'passed');
  assert.match(signOut.steps.at(-1)?.detail ?? '', /Gateway/u);
});
