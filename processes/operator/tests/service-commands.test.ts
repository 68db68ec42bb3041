import assert from 'node:assert/strict';
import { appendFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { REPOSITORY } from '../options.ts';
import { command, temporaryFolder } from './start-up.ts';

const DOG_TAX = path.join(REPOSITORY, 'efa/hundesteuer');

/** A copy of the dog tax in which one file was changed. */
async function changedCopy(folder: string, file: string, change: (text: string) => string): Promise<string> {
  const copy = path.join(folder, 'hundesteuer');
  await cp(DOG_TAX, copy, { recursive: true });
  await writeFile(path.join(copy, file), change(await readFile(path.join(copy, file), 'utf8')));
  return copy;
}

describe('service packages on the command line', { concurrency: 3 }, () => {
  it('explain themselves', async () => {
    for (const name of ['check', 'publish', 'diff', 'new']) {
      const { code, stdout } = await command(['service', name, '--help']);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^\\./allmende service ${name} <`, 'u'));
    }
  });

  it('check says of every package that ships that it is fit, with its hash', async () => {
    const { code, stdout } = await command(['service', 'check', DOG_TAX, '--json']);
    assert.equal(code, 0, stdout);
    const { fit, id, hash, problems } = JSON.parse(stdout) as { fit: boolean; id: string; hash: string; problems: unknown[] };
    assert.deepEqual([fit, id, problems], [true, 'hundesteuer-anmelden', []]);
    assert.match(hash, /^[0-9a-f]{64}$/u);
    assert.match((await command(['service', 'check', DOG_TAX])).stdout, /ohne Fehler.*\n.*[0-9a-f]{64}/u);
  });

  it('check refuses with file, line and reason', async () => {
    await using place = await temporaryFolder();
    const copy = await changedCopy(place.folder, 'rules.yaml', (text) => text.replace('keeping.otherDogs + 1', 'keeping.otherDogs + 1€'));
    const line = (await readFile(path.join(copy, 'rules.yaml'), 'utf8')).split('\n').findIndex((each) => each.includes('+ 1€')) + 1;
    const { code, stdout } = await command(['service', 'check', copy]);
    assert.equal(code, 1);
    assert.ok(stdout.includes(`${copy}/rules.yaml:${line} rule dogNumber "+" cannot mix integer and money`), stdout);
    const json = JSON.parse((await command(['service', 'check', copy, '--json'])).stdout) as { fit: boolean; problems: { file: string; line: number }[] };
    assert.equal(json.fit, false);
    assert.ok(json.problems.some((problem) => problem.file === 'rules.yaml' && problem.line === line));
  });

  it('check names folders that are not there, and what lacks in one that is no package', async () => {
    await using place = await temporaryFolder();
    const gone = await command(['service', 'check', path.join(place.folder, 'nothing')]);
    assert.equal(gone.code, 1);
    assert.match(gone.stderr, /gibt es nicht/u);
    const empty = await command(['service', 'check', place.folder]);
    assert.equal(empty.code, 1);
    assert.match(empty.stdout, /service\.yaml file is missing/u);
  });

  it('new writes a package that passes the check, and never over another one', async () => {
    await using place = await temporaryFolder();
    const folder = path.join(place.folder, 'meine-leistung');
    assert.equal((await command(['service', 'new', folder])).code, 0);
    const checked = await command(['service', 'check', folder, '--json']);
    assert.equal(checked.code, 0, checked.stdout);
    assert.equal((JSON.parse(checked.stdout) as { id: string }).id, 'meine-leistung');
    assert.ok((await readdir(path.join(folder, 'tests'))).length >= 5);
    const before = await readFile(path.join(folder, 'data.yaml'), 'utf8');
    await appendFile(path.join(folder, 'data.yaml'), '# own work\n');
    const again = await command(['service', 'new', folder]);
    assert.equal(again.code, 1);
    assert.match(again.stdout, /nicht leer/u);
    assert.equal(await readFile(path.join(folder, 'data.yaml'), 'utf8'), `${before}# own work\n`);
    await mkdir(path.join(place.folder, 'Groß'));
    assert.match((await command(['service', 'new', path.join(place.folder, 'Groß')])).stdout, /heißt wie die Leistung/u);
  });

  it('diff shows what differs, for people and for programs, and says so by its exit code', async () => {
    await using place = await temporaryFolder();
    const same = await command(['service', 'diff', DOG_TAX, DOG_TAX]);
    assert.equal(same.code, 0);
    assert.match(same.stdout, /denselben Inhalt/u);
    const copy = await changedCopy(place.folder, 'flow.yaml', (text) => text.replace('dog.marks, dog.chip', 'dog.chip, dog.marks'));
    const { code, stdout } = await command(['service', 'diff', DOG_TAX, copy]);
    assert.equal(code, 1);
    assert.match(stdout, /ein Unterschied\n {2}~ Seite dog\n {6}vorher: .*\n {6}nachher: /u);
    const json = JSON.parse((await command(['service', 'diff', DOG_TAX, copy, '--json'])).stdout) as { changes: { part: string; id: string }[] };
    assert.deepEqual(json.changes.map(({ part, id }) => [part, id]), [['page', 'dog']]);
  });

  it('publish and diff with a version say when no platform runs', async () => {
    await using place = await temporaryFolder();
    for (const args of [['publish', DOG_TAX], ['diff', 'hundesteuer-anmelden@1.0.0', DOG_TAX]]) {
      const { code, stderr } = await command(['service', ...args, '--data-dir', place.folder]);
      assert.notEqual(code, 0);
      assert.match(stderr, /läuft nicht/u);
    }
  });
});
