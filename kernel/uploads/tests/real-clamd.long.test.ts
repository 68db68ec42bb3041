import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { clamdScanner, inspectUpload } from '@allmende/uploads';
import { anImage, aPdf } from '../testing/index.ts';

// The test file of the anti-malware trade (eicar.org) in two halves, so that no scanner finds it here.
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const hasClamd = await promisify(execFile)('clamd', ['--version']).then(() => true, () => false);

test('a real clamd finds the test virus and lets pictures pass', { skip: hasClamd ? false : 'clamd is not installed (Debian: clamav-daemon)', timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'allmende-real-clamd-'));
  const socket = join(folder, 'clamd.ctl');
  // Its own signature instead of the database of the trade, which needs the internet: name, any file type, anywhere, the bytes.
  writeFileSync(join(folder, 'test.ndb'), `Allmende.Test:0:*:${Buffer.from(EICAR.slice(0, 68)).toString('hex')}\n`);
  writeFileSync(join(folder, 'clamd.conf'), `LocalSocket ${socket}\nDatabaseDirectory ${folder}\nForeground yes\nStreamMaxLength 30M\n`);
  const clamd = spawn('clamd', ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' });
  after(() => { clamd.kill(); });
  for (let tries = 0; !existsSync(socket); tries += 1) {
    assert.ok(tries < 300 && clamd.exitCode === null, 'clamd starts');
    await sleep(100);
  }
  const scanner = clamdScanner({ path: socket });
  assert.equal(await scanner.scan(Buffer.from(EICAR)), 'infected');
  assert.equal(await scanner.scan(Buffer.alloc(5_000_000, 1)), 'clean');
  const infected = Buffer.concat([await anImage(), Buffer.from(EICAR)]);
  assert.deepEqual(await inspectUpload(infected, { accepts: ['jpeg'], scanner }), { refusal: 'infected' });
  const passed = await inspectUpload(await aPdf(['Mietvertrag']), { accepts: ['pdf'], scanner });
  assert.ok('bytes' in passed);
});
