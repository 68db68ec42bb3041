import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UnreadableRegister } from './errors.ts';
import { parsePostcodes } from './parse-postcodes.ts';

test('reads two columns with or without a heading, in any order the heading names', () => {
  const expected = [{ postcode: '74072', ags: '08121000' }, { postcode: '01067', ags: '14612000' }];
  assert.deepEqual(parsePostcodes('plz,ags\n74072,08121000\n01067,14612000\n'), expected);
  assert.deepEqual(parsePostcodes('74072;08121000\r\n01067;14612000'), expected);
  assert.deepEqual(parsePostcodes('\uFEFF"ort","AGS","PLZ"\n"Heilbronn","08121000","74072"\nDresden,14612000,01067\n'), expected);
});

test('names the line that is wrong', () => {
  for (const [text, message] of [['plz,ags\n7407,08121000', /Zeile 2: „7407“ ist keine Postleitzahl/u], ['74072,8121000', /Zeile 1: „8121000“ ist kein Gemeindeschlüssel/u]] as const) {
    assert.throws(() => parsePostcodes(text), (error: unknown) => error instanceof UnreadableRegister && message.test(error.message));
  }
});
