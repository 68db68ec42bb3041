import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readServicePackage } from '../data/read-service-package.ts';
import { checkServicePackage } from '../domain/check-service-package.ts';

const folder = join(import.meta.dirname, 'sketches');
const sketches = readdirSync(folder).toSorted();

test('the services that follow are sketched', () => {
  assert.deepEqual(sketches, ['bauantrag', 'fuehrungszeugnis', 'kita-platz', 'unterhaltsvorschuss']);
});

for (const sketch of sketches) {
  test(`the format carries ${sketch}: its main page is a package without problems and its samples pass`, () => {
    const result = readServicePackage(join(folder, sketch));
    assert.deepEqual('problems' in result ? result.problems : [], []);
    assert.ok('servicePackage' in result);
    assert.ok(result.servicePackage.samples.length >= 1 && result.servicePackage.service.id === sketch);
    const [sample] = result.servicePackage.samples;
    const wrong = { ...result.servicePackage, samples: [{ ...sample, expect: { ...sample!.expect, path: [] } }] };
    assert.ok(checkServicePackage(wrong).some(({ message }) => message.includes('path is')), 'its samples are really run');
  });
}
