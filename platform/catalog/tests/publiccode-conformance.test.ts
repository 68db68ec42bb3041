import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readPubliccode } from '../domain/read-publiccode.ts';

// Test data of italia/publiccode-parser-go@2a1f25a3 (EUPL-1.2), read where it lies.
const data = join(import.meta.dirname, '../../../../shared/data/publiccode-conformance/testdata');
const skip = existsSync(data) ? false : 'shared/data is not beside this repository';

/** Cases that cannot be judged from the text alone, each with what would have to be asked. */
const excepted = new Map([
  ['v0/invalid/description_en_screenshots_missing_file.yml', 'whether a file exists in the repository'],
  ['v0/invalid/logo_missing_file.yml', 'whether a file exists in the repository'],
  ['v0/invalid/logo_missing_url.yml', 'whether an address answers'],
  ['v0/invalid/monochromeLogo_missing_file.yml', 'whether a file exists in the repository'],
  ['v0/invalid/no-network/logo_missing_file.yml', 'whether a file exists in the repository'],
  ['v0/invalid/no-network/logo_invalid_png.yml', 'whether a file is a picture'],
  ['v0/invalid/fundedBy_uri_wrong_italian_pa2.yml', 'the Italian register of authorities'],
  // Upstream lists it as valid for the day when version 1 exists; its own tests do not run it.
  ['v1/valid/valid.yml', 'a version that is not published'],
]);

const folders = readdirSyncOrNothing(data);
for (const { folder, conformant, warned } of [
  { folder: 'v0/valid', conformant: true, warned: false },
  { folder: 'v0/valid_with_warnings', conformant: true, warned: true },
  { folder: 'v0/invalid', conformant: false, warned: undefined },
  { folder: 'v1/valid', conformant: true, warned: undefined },
  { folder: 'v1/invalid', conformant: false, warned: undefined },
  { folder: 'v1/invalid_valid_in_v0', conformant: false, warned: undefined },
  { folder: 'v1/invalid_valid_with_warnings_in_v0', conformant: false, warned: undefined },
]) {
  const files = folders.filter((file) => file.startsWith(`${folder}/`) && /\.ya?ml$/.test(file));
  test(`the ${folder} cases of the reference parser get its verdict (${files.length} files)`, { skip }, () => {
    assert.ok(files.length > 0);
    for (const file of files.filter((name) => !excepted.has(name))) {
      const reading = readPubliccode(readFileSync(join(data, file)), file);
      const verdict = reading.kind === 'read' && reading.conformance.conformant;
      assert.equal(verdict, conformant, `${file}: ${JSON.stringify(reading.kind === 'read' ? reading.conformance.problems : reading)}`);
      if (warned !== undefined) assert.equal(reading.kind === 'read' && reading.conformance.problems.length > 0, warned, `${file}: hints`);
    }
  });
}

test('the list of excepted cases holds no case that is judged right', { skip }, () => {
  for (const file of excepted.keys()) {
    const reading = readPubliccode(readFileSync(join(data, file)), file);
    assert.equal(reading.kind === 'read' && reading.conformance.conformant, file.includes('/invalid/'), `${file} needs no exception any more`);
  }
});

function readdirSyncOrNothing(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String).sort() : [];
}
