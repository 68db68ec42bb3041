import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorityId } from './authority-id.ts';
import { nameOfAssociation, nameOfDistrict, nameOfTown } from './authority-name.ts';

test('names towns as they speak of themselves, and bare where the register does not know the type', () => {
  assert.equal(nameOfTown({ name: 'Heilbronn, Universitätsstadt', type: '62', ags: '08121000' }), 'Stadt Heilbronn');
  assert.equal(nameOfTown({ name: 'Süderholz', type: '64', ags: '13073089' }), 'Gemeinde Süderholz');
  assert.equal(nameOfTown({ name: 'Lübeck, Hansestadt', type: '61', ags: '01003000' }), 'Hansestadt Lübeck');
  assert.equal(nameOfTown({ name: 'Marktl, M', type: '60', ags: '09171123' }), 'Markt Marktl');
  assert.equal(nameOfTown({ name: 'Berga-Wünschendorf, Stadt', type: null, ags: '16076094' }), 'Stadt Berga-Wünschendorf');
  assert.equal(nameOfTown({ name: 'Uder', type: null, ags: '16061119' }), 'Uder');
});

test('names associations by their type, once', () => {
  assert.equal(nameOfAssociation({ name: 'Güstrow-Land', type: '51' }), 'Amt Güstrow-Land');
  assert.equal(nameOfAssociation({ name: 'Amt Lütjenburg', type: '51' }), 'Amt Lütjenburg');
  assert.equal(nameOfAssociation({ name: 'Emmerting (VGem)', type: '54' }), 'Verwaltungsgemeinschaft Emmerting');
  assert.equal(nameOfAssociation({ name: 'GVV Flein-Talheim', type: '56' }), 'Gemeindeverwaltungsverband Flein-Talheim');
});

test('names districts without saying the kind twice', () => {
  assert.equal(nameOfDistrict({ name: 'Bergstraße', type: '44' }), 'Landkreis Bergstraße');
  assert.equal(nameOfDistrict({ name: 'Landkreis Rostock', type: '44' }), 'Landkreis Rostock');
  assert.equal(nameOfDistrict({ name: 'Pinneberg', type: '43' }), 'Kreis Pinneberg');
  assert.equal(nameOfDistrict({ name: 'Städteregion Aachen', type: '43' }), 'Städteregion Aachen');
  assert.equal(nameOfDistrict({ name: 'Regionalverband Saarbrücken', type: '45' }), 'Regionalverband Saarbrücken');
});

test('the id of an authority is a UUID of version 5 that no release may change', () => {
  assert.equal(authorityId('town', '08121000'), 'f2316eec-79c6-5fec-bde2-3fdc1f0b5e05');
  assert.match(authorityId('town', '08121000'), /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  assert.notEqual(authorityId('town', '08121000'), authorityId('district', '08121000'));
});
