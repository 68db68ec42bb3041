import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anEdition, gv100adText } from '../testing/index.ts';
import { UnreadableRegister } from './errors.ts';
import { decodeRegisterFile, parseGv100ad } from './parse-gv100ad.ts';

const edition = anEdition();
const text = gv100adText(edition);

test('reads back every fact that the official layout holds', () => {
  const parsed = parseGv100ad(text);

  assert.equal(parsed.date, '2026-06-30');
  assert.deepEqual(parsed.places, edition.places);
  assert.deepEqual(parsed.associations, edition.associations);
  assert.deepEqual(parsed.lands, edition.lands);
  assert.deepEqual(parsed.districts.map(({ key, type, name, seat, population }) => ({ key, type, name, seat, population })), [
    { key: '08121', type: '42', name: 'Heilbronn, Stadtkreis', seat: 'Heilbronn', population: 128334 }, { key: '08125', type: '44', name: 'Heilbronn', seat: 'Heilbronn', population: 4000 },
    { key: '13072', type: '44', name: 'Landkreis Rostock', seat: 'Güstrow', population: 2000 }, { key: '16061', type: '44', name: 'Eichsfeld', seat: 'Heilbad Heiligenstadt', population: null },
  ]);
});

test('reads a line of the real register at its documented positions', () => {
  const line = '60' + '20231130' + '06433012' + '0012' + 'Rüsselsheim am Main, Stadt'.padEnd(50) + ''.padEnd(50) + '63' + '    ' + '00000005829' + '00000067277' + '00000033702' + '    ' + '65428' + '     ' + '  ' + '2621';
  assert.deepEqual(parseGv100ad(line).places, [{
    ags: '06433012', ars: '064330012012', name: 'Rüsselsheim am Main, Stadt', type: '63', isMunicipality: true, population: 67277, areaHectares: 5829, postcode: '65428', hasSeveralPostcodes: false,
  }]);
});

test('accepts UTF-8 and ISO-8859-1', () => {
  assert.equal(decodeRegisterFile(Buffer.from('Süderholz', 'utf8')), 'Süderholz');
  assert.equal(decodeRegisterFile(Buffer.from('Süderholz', 'latin1')), 'Süderholz');
});

test('rows of municipalities on their own are no associations', () => {
  const line = `50${'20260630'}${'01001'}   ${'0000'}${'Flensburg, Stadt'.padEnd(50)}${''.padEnd(50)}50`.padEnd(220);
  assert.equal(parseGv100ad(`${text}\r\n${line}`).associations.length, edition.associations.length);
});

test('names the line that cannot be read', () => {
  const lines = text.split('\r\n');
  const broken: [string, RegExp][] = [
    [`99${lines[0]?.slice(2)}`, /Zeile 1: unbekannte Satzart/u], [`6020261340${lines[20]?.slice(10)}`, /Zeile 1: kein gültiger Gebietsstand/u], ['60 nicht das Format', /Zeile 1/u], ['', /keine Gemeinde/u],
  ];
  for (const [line, message] of broken) assert.throws(() => parseGv100ad(line), (error: unknown) => error instanceof UnreadableRegister && message.test(error.message));
  assert.throws(() => parseGv100ad(`${text}\r\n${lines.at(-1)?.replace('20260630', '20250630')}`), new RegExp(`Zeile ${lines.length + 1}: anderer Gebietsstand`, 'u'));
});

test('any text is either read or refused with a line, never anything else', () => {
  const mutated = fc.tuple(fc.nat(text.length - 1), fc.string({ maxLength: 12 })).map(([at, insert]) => text.slice(0, at) + insert + text.slice(at + insert.length));
  fc.assert(fc.property(fc.oneof(fc.string(), mutated), (input) => {
    try {
      for (const place of parseGv100ad(input).places) assert.match(place.ars, /^\d{12}$/u);
    } catch (error) {
      assert.ok(error instanceof UnreadableRegister, String(error));
    }
  }));
});
