import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findServices, type Findable } from './find-services.ts';
import { foldedWords, foldWord } from './fold-words.ts';
import { findSituation, LIFE_SITUATIONS, situationsOf } from './life-situations.ts';
import { isWithin } from './word-likeness.ts';

type Service = Findable & { readonly id: string };
const service = (id: string, de: string, en: string, keywords: string, english: string, summary = ''): Service => ({ id, title: { de, en }, summary: { de: summary, en: '' }, keywords: { de: keywords, en: english } });
const services = [
  service('dog', 'Hundesteuer anmelden', 'Register for dog tax', 'Hund, Welpe, Hundesteuer, Hundemarke, Steuermarke, Hund anmelden, Tier, Steuer', 'dog, puppy, dog tax, register dog, pet', 'Melden Sie Ihren Hund an.'),
  service('dog-gone', 'Hundesteuer abmelden', 'Deregister a dog', 'Hund, Hundesteuer, Hund abmelden, Hund gestorben, Umzug, Wegzug', 'dog, dog died, moving away'),
  service('rent', 'Wohngeld beantragen', 'Apply for housing benefit', 'Wohngeld, Mietzuschuss, Miete, Zuschuss zur Miete', 'housing benefit, rent', 'Zuschuss zur Miete, wenn das Einkommen nicht reicht.'),
  service('home', 'Wohnsitz anmelden', 'Register your residence', 'Umzug, Wohnsitz, Anmeldung, Ummeldung, Einwohnermeldeamt', 'moving, residence, registration'),
  service('waste', 'Sperrmüll bestellen', 'Order bulky waste collection', 'Sperrmüll, Müll, Abfuhr, Möbel', 'bulky waste, rubbish'),
  service('build', 'Bauantrag stellen', 'Apply for a building permit', 'Bauantrag, Baugenehmigung, Haus bauen', 'building permit'),
];
const found = (query: string) => findServices(services, query).map((one) => one.id);
const first = (query: string) => found(query)[0];

test('everyday words lead to the service that helps', () => {
  for (const [query, wanted] of [
    ['Hund', 'dog'], ['Ich habe einen Welpen', 'dog'], ['Miete zu teuer', 'rent'], ['kann die Miete nicht bezahlen', 'rent'], ['umziehen', 'home'], ['neue Wohnung', 'home'], ['mein Hund ist gestorben', 'dog-gone'], ['Haus bauen', 'build'], ['alte Möbel', 'waste'],
    ['rent too high', 'rent'], ['puppy', 'dog'], ['I want to move', 'home'], ['собака', 'dog'], ['переїзд', 'home'], ['إيجار', 'rent'], ['كلب', 'dog'],
  ] as const) assert.equal(first(query), wanted, query);
});

test('any spelling of umlauts, forms of a word, parts of compounds and slips of the pen are understood', () => {
  for (const [query, wanted] of [
    ['Sperrmuell', 'waste'], ['SPERRMÜLL', 'waste'], ['sperrmull', 'waste'], ['Hunde', 'dog'], ['Hundes', 'dog'], ['Hundsteuer', 'dog'], ['Hudnesteuer', 'dog'], ['hundesteur', 'dog'], ['Kampfhund', 'dog'], ['Mietbeihilfe', 'rent'], ['wohngedl', 'rent'], ['Wonsitz', 'home'], ['Hunde-Steuer', 'dog'],
    ['Baugenemigung', 'build'], ['müllabfuhr', 'waste'],
  ] as const) assert.equal(first(query), wanted, query);
});

test('whoever looks for a dog does not get everything that can be registered', () => {
  assert.deepEqual(found('Hund anmelden'), ['dog', 'dog-gone']);
  assert.deepEqual(found('Sperrmüll'), ['waste']);
  assert.ok(!found('Umzug').includes('build'));
  assert.deepEqual(found('teuer'), ['rent'], 'no tax');
});

test('nothing fits, and nothing is shown', () => {
  for (const query of ['Quantenphysik', 'xyzzy', '🙂', '…', '%', '\u0000', 'x'.repeat(5000)]) assert.deepEqual(found(query), [], query);
  assert.deepEqual(found('  '), services.map((one) => one.id));
});

test('any text is answered, the same one always alike, and quickly', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (query) => {
    const once = found(query);
    assert.deepEqual(found(query), once);
    assert.equal(new Set(once).size, once.length);
  }), { numRuns: 300 });
});

test('a slip of the pen is as near as it looks', () => {
  assert.equal(isWithin('hund', 'hudn', 1), true);
  assert.equal(isWithin('hund', 'hand', 1), true);
  assert.equal(isWithin('hund', 'mond', 1), false);
  fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 12 }), fc.nat(11), (word, at) => isWithin(word, `${word.slice(0, at % word.length)}${word.slice((at % word.length) + 1)}`, 1)));
  fc.assert(fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), fc.nat(3), (one, other, most) => isWithin(one, other, most) === isWithin(other, one, most)));
});

test('services say by their keywords to which situations of life they belong', () => {
  const of = (keywords: string) => situationsOf(keywords).map((one) => one.situation.id);
  assert.deepEqual(of('Hund, Welpe, Hundesteuer'), ['pet']);
  assert.deepEqual(of('Umzug, Wohnsitz'), ['moving']);
  assert.deepEqual(of('Wohngeld, Miete'), ['housing', 'money']);
  assert.deepEqual(of('Einkind'), []);
  assert.equal(findSituation('pet')?.id, 'pet');
  assert.equal(findSituation('__proto__'), undefined);
  assert.equal(new Set(LIFE_SITUATIONS.map((one) => one.id)).size, LIFE_SITUATIONS.length);
});

test('words are folded to one spelling', () => {
  assert.deepEqual(['Müll', 'Muell', 'MULL', 'mu\u0308ll'].map((word) => foldWord(word.normalize('NFC'))), ['mull', 'mull', 'mull', 'mull']);
  assert.deepEqual(foldedWords('Hunde-Steuer, 2 Tiere'), ['hunde', 'steur', 'hundesteur', '2', 'tiere']);
});
