import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { readPubliccode } from '../domain/read-publiccode.ts';

const data = join(import.meta.dirname, '../../../../shared/data/publiccode');
const skip = existsSync(data) ? false : 'shared/data is not beside this repository';
const files = skip === false ? readdirSync(data).filter((file) => file.endsWith('.yml')) : [];

test('every real file that is YAML becomes an entry with its name and a description where it has one', { skip }, () => {
  assert.ok(files.length > 140);
  for (const file of files.filter((name) => name !== 'Azienda-USL-di-Bologna__DAE-RespondER.yml')) {
    const content = readFileSync(join(data, file));
    const reading = readPubliccode(content, file);
    assert.equal(reading.kind, 'read', file);
    if (reading.kind !== 'read') continue;
    const raw = parse(content.toString(), { logLevel: 'silent' }) as { name?: string; description?: Record<string, Record<string, unknown> | null> };
    assert.equal(reading.listing.name, String(raw.name ?? reading.listing.name).trim(), file);
    const texts = Object.values(raw.description ?? {}).flatMap((inner) => [inner?.['shortDescription'], inner?.['longDescription'], inner?.['genericName']]).filter((text) => typeof text === 'string' && text.trim() !== '');
    const told = Object.values(reading.listing.descriptions).filter((description) => description.shortDescription !== '');
    assert.ok(texts.length === 0 || told.length > 0, `${file} lost its description`);
  }
});

test('the one real file that is no YAML is reported with its line', { skip }, () => {
  const reading = readPubliccode(readFileSync(join(data, 'Azienda-USL-di-Bologna__DAE-RespondER.yml')), 'x');
  assert.deepEqual({ ...reading, reason: '' }, { kind: 'unparsable', line: 63, reason: '' });
});

test('reading 11,000 files of real size stays far below a minute', { skip }, () => {
  const contents = files.map((file) => readFileSync(join(data, file)));
  for (const content of contents) readPubliccode(content, 'x');
  // CPU time of this process after a warm-up, so that neighbours on the machine do not count.
  const before = process.cpuUsage();
  for (const content of contents) readPubliccode(content, 'x');
  const { user, system } = process.cpuUsage(before);
  const perFile = (user + system) / 1000 / contents.length;
  assert.ok(perFile * 11_000 < 60_000, `${perFile.toFixed(2)} ms a file`);
});
