import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { REPOSITORY } from '../options.ts';
import { anEdition, aPlace, gv100adText } from '@allmende/register/testing';
import { plainDate } from '@allmende/time';
import { command, temporaryFolder, Up, type Ended } from './start-up.ts';

const REAL = path.join(REPOSITORY, '../shared/data/publiccode');
const place = await temporaryFolder();
const dataDir = path.join(place.folder, 'data');
const up = new Up(dataDir, ['--empty']);
after(async () => {
  await up[Symbol.asyncDispose]();
  await place[Symbol.asyncDispose]();
});
const { address } = await up.ready();
const run = (...args: string[]): Promise<Ended> => command([...args, '--data-dir', dataDir]);
const report = async <Report>(...args: string[]): Promise<Report> => {
  const { code, stdout, stderr } = await run(...args, '--json');
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Report;
};
const write = async (name: string, content: string): Promise<string> => {
  const file = path.join(place.folder, name);
  await writeFile(file, content);
  return file;
};
const find = async (query: string) => ((await (await fetch(`${address}/api/v1/places?${query}`)).json()) as { hits: { place: { name: string } }[] }).hits.map(({ place: found }) => found.name);

describe('catalog import', () => {
  const good = (name: string) => `publiccodeYmlVersion: "0.4"\nname: ${name}\nurl: https://git.example.org/${name}.git\ndescription:\n  de:\n    shortDescription: Für die Probe erfunden\n`;

  it('lists what deviates, reports what is no YAML with line and reason, and changes nothing the second time', async () => {
    const folder = path.join(place.folder, 'files');
    await mkdir(folder);
    await writeFile(path.join(folder, 'lacking.yml'), good('probewerk'));
    await writeFile(path.join(folder, 'broken.yml'), `${good('bruchwerk')}  it:\n ] [\n`);
    const first = await run('catalog', 'import', folder);
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /^Im Store: 1 \(1 neu, 0 geändert, 0 unverändert\)$/mu);
    assert.match(first.stdout, /fehlerfrei, 1 mit Abweichungen$/mu);
    assert.match(first.stdout, /lacking\.yml, Zeile \d+: \S/u);
    assert.match(first.stdout, /broken\.yml, Zeile \d+: \S/u);
    assert.match(first.stderr, /2 von 2 Dateien gelesen/u);
    const again = await report<{ added: number; changed: number; unchanged: number; rejected: { line: number }[] }>('catalog', 'import', folder);
    assert.deepEqual([again.added, again.changed, again.unchanged, again.rejected.length], [0, 0, 1, 1]);
    assert.equal((await fetch(`${address}/api/v1/solutions/probewerk`)).status, 200);
  });

  it('ends with an error when nothing could be read', async () => {
    assert.equal((await run('catalog', 'import', await write('only.yml', 'a: [\n'))).code, 1);
    const missing = await run('catalog', 'import', path.join(place.folder, 'missing'));
    assert.equal(missing.code, 1);
    assert.doesNotMatch(missing.stderr, /\n\s+at /u);
  });

  it('takes the real files of the public', { skip: existsSync(REAL) ? false : '../shared/data/publiccode is not there' }, async (t) => {
    const copy = path.join(place.folder, 'publiccode');
    await cp(REAL, copy, { recursive: true });
    const first = await report<{ added: number; changed: number; conformant: number; deviating: unknown[]; rejected: { file: string; line: number }[] }>('catalog', 'import', copy);
    t.diagnostic(`${first.added} new, ${first.changed} changed, ${first.conformant} conformant, ${first.deviating.length} deviating, ${first.rejected.length} unreadable`);
    assert.ok(first.added + first.changed > 140);
    assert.equal(first.conformant + first.deviating.length, first.added + first.changed);
    assert.ok(first.rejected.every(({ line }) => line >= 1));
    const again = await report<{ added: number; changed: number }>('catalog', 'import', copy);
    assert.deepEqual([again.added, again.changed], [0, 0]);
  });
});

describe('register import', () => {
  it('changes nothing when the edition that ships is there', async () => {
    const { code, stdout } = await run('register', 'import');
    assert.equal(code, 0);
    assert.match(stdout, /10\.\d{3} Orte/u);
    assert.match(stdout, /Nichts zu ändern/u);
    assert.equal((await report<{ written: number }>('register', 'import')).written, 0);
  });

  it('reads a list of postcodes and says which rows have no place', async () => {
    const { code, stdout } = await run('register', 'import', '--postcodes', await write('plz.csv', 'plz,ags\n74081,08121000\n01234,99999999\n'));
    assert.equal(code, 0);
    assert.match(stdout, /^1 Postleitzahlen übernommen$/mu);
    assert.match(stdout, /01234 → 99999999/u);
    assert.deepEqual(await find('q=74081'), ['Heilbronn']);
  });

  it('refuses what is no GV100AD or older than what is in force, with the line, and changes nothing', async () => {
    const nonsense = await run('register', 'import', await write('nonsense.asc', '10 no register\n'));
    assert.equal(nonsense.code, 1);
    assert.match(nonsense.stderr, /nonsense\.asc, Zeile 1: /u);
    const old = await run('register', 'import', await write('old.asc', gv100adText(anEdition({ date: plainDate('2020-12-31') }))));
    assert.equal(old.code, 1);
    assert.doesNotMatch(nonsense.stderr + old.stderr, /\n\s+at /u);
    assert.equal((await report<{ written: number }>('register', 'import')).written, 0);
  });

  // Last: it leaves the test with an edition that has twelve places.
  it('reads a newer edition as a difference and keeps the addresses', async () => {
    const edition = anEdition({ date: plainDate('2026-12-31') });
    const file = await write('new.asc', gv100adText({ ...edition, places: [...edition.places, aPlace('081255005099', 'Neuhausen an der Probe')] }));
    const { code, stdout, stderr } = await run('register', 'import', file);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Ausgabe vom 31\.12\.2026/u);
    assert.match(stdout, /^Neu: 1$/mu);
    assert.match(stdout, /08125099 Neuhausen an der Probe/u);
    assert.match(stdout, /^Weggefallen: 10\.\d{3}$/mu);
    assert.match(stdout, /… und 10\.\d{3} weitere/u);
    assert.equal((await fetch(`${address}/heilbronn`)).status, 200);
    assert.equal((await report<{ written: number }>('register', 'import', file)).written, 0);
    assert.match((await run('register', 'import')).stdout, /schon eine neuere Ausgabe/u);
  });
});
