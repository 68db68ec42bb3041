import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, it } from 'node:test';
import { command, temporaryFolder } from './start-up.ts';

const names = ['up', 'status', 'accounts', 'operator create', 'operator reset', 'register import', 'catalog import', 'archive import', 'audit checkpoint', 'audit verify', 'audit export'];

describe('the command line', { concurrency: 3 }, () => {
  it('lists every command with one line each', async () => {
    const { code, stdout } = await command(['help']);
    assert.equal(code, 0);
    for (const name of [...names, 'test', 'bench', 'check', 'help']) assert.match(stdout, new RegExp(`^  \\./allmende ${name} +\\S`, 'mu'), name);
  });

  it('explains each command when asked in any of the usual ways', async () => {
    for (const name of names) {
      const { code, stdout } = await command([...name.split(' '), '--help']);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^\\./allmende ${name}`, 'u'));
    }
    assert.match((await command(['help', 'register', 'import'])).stdout, /^\.\/allmende register import/u);
  });

  it('names what belongs to a word that is half a command', async () => {
    const { code, stdout, stderr } = await command(['audit']);
    assert.equal(code, 2);
    assert.match(stderr, /Unbekannter Befehl: audit/u);
    assert.match(stdout, /audit verify/u);
    assert.doesNotMatch(stdout, /catalog import/u);
  });

  it('refuses unknown options and words that are too many', async () => {
    for (const [args, message] of [[['up', '--foo'], /--foo gibt es hier nicht/u], [['status', 'quickly'], /„quickly“ ist hier zu viel/u], [['up', '--port'], /--port.* fehlt der Wert/u]] as const) {
      const { code, stderr } = await command(args);
      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at /u);
    }
  });

  it('says of a platform that does not run that it does not', async () => {
    await using place = await temporaryFolder();
    const { code, stdout } = await command(['status', '--json', '--data-dir', place.folder]);
    assert.equal(code, 1);
    assert.deepEqual(Object.keys(JSON.parse(stdout) as object), ['address', 'version', 'pid', 'database', 'tenants', 'instances']);
    assert.deepEqual(JSON.parse((await command(['accounts', '--json', '--data-dir', place.folder])).stdout), []);
    const refused = await command(['audit', 'verify', '--data-dir', place.folder]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /läuft nicht/u);
  });
});

describe('a start that cannot work', { concurrency: 3 }, () => {
  const refuse = async (folder: string, args: readonly string[], message: RegExp, env: Readonly<Record<string, string>> = {}) => {
    const { code, stdout, stderr } = await command(['up', '--data-dir', folder, ...args], env);
    assert.notEqual(code, 0);
    assert.match(stderr, message);
    assert.doesNotMatch(stdout + stderr, /\n\s+at /u, 'no trace for a person who can do something about it');
    assert.equal(stdout.replace('Allmende startet\n', ''), '', 'nothing was started');
  };

  it('is refused for what is no port', async () => {
    await using place = await temporaryFolder();
    await refuse(place.folder, ['--port', 'abc'], /„abc“ ist kein Port/u);
    await refuse(place.folder, ['--port', '65536'], /kein Port/u);
  });

  it('is refused for a port that is taken', async () => {
    await using place = await temporaryFolder();
    const server = createServer();
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const { port } = server.address() as AddressInfo;
    try {
      await refuse(place.folder, ['--port', String(port)], new RegExp(`Port ${port} ist belegt`, 'u'));
    } finally {
      server.close();
    }
  });

  it('is refused for a data folder that cannot be written', async () => {
    await using place = await temporaryFolder();
    const file = path.join(place.folder, 'a-file');
    await writeFile(file, '');
    await refuse(file, [], /a-file: Hier ist eine Datei/u);
    await refuse(path.join(file, 'below'), [], /Hier ist eine Datei/u);
  });

  it('is refused for broken secrets, which are left as they are', async () => {
    await using place = await temporaryFolder();
    for (const broken of ['{', '{}', 'null', '{"secret":"x"}']) {
      await writeFile(path.join(place.folder, 'installation.json'), broken);
      await refuse(place.folder, [], /installation\.json: ist beschädigt/u);
      assert.equal(await readFile(path.join(place.folder, 'installation.json'), 'utf8'), broken);
    }
  });

  it('is refused for a database address that is none or where nobody answers', async () => {
    await using place = await temporaryFolder();
    for (const [url, message] of [['mysql://root@localhost/x', /DATABASE_URL: ist keine Adresse/u], ['postgres://a:b@127.0.0.1:1/allmende', /127\.0\.0\.1:1 ist nicht zu erreichen/u]] as const) {
      const { code, stdout, stderr } = await command(['up', '--data-dir', place.folder, '--port', '0'], { DATABASE_URL: url });
      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.doesNotMatch(stdout + stderr, /a:b@|\n\s+at /u, 'neither password nor trace on the screen');
    }
  });

  it('is refused in production without a secret of its own', async () => {
    await using place = await temporaryFolder();
    await refuse(place.folder, [], /ALLMENDE_SECRET: fehlt/u, { ALLMENDE_ENV: 'production' });
    for (const secret of ['short', 'changeme-changeme-changeme-changeme', 'demo-0123456789abcdefghijklmnopqrstuvwxyzABCD']) {
      await refuse(place.folder, [], /ALLMENDE_SECRET: ist (?:zu kurz|das einer Vorführung)/u, { ALLMENDE_ENV: 'production', ALLMENDE_SECRET: secret });
    }
    await refuse(place.folder, [], /ALLMENDE_ENV: ist „prod“; möglich sind/u, { ALLMENDE_ENV: 'prod' });
  });

  it('is refused in production on demo data, whose passwords anybody may know', async () => {
    await using place = await temporaryFolder();
    await mkdir(place.folder, { recursive: true });
    await writeFile(path.join(place.folder, 'installation.json'), JSON.stringify({ secret: 's'.repeat(40), passwords: { app: 'a', platform: 'b', jobs: 'c' }, demo: 'there' }));
    await refuse(place.folder, [], /enthält Beispieldaten/u, { ALLMENDE_ENV: 'production', ALLMENDE_SECRET: '0123456789abcdefghijklmnopqrstuvwxyzABCD' });
  });
});
