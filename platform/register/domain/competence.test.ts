import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, plainDate } from '@allmende/time';
import fc from 'fast-check';
import { authorityId, type AuthorityId } from './authority-id.ts';
import { decideCompetence, type CompetenceEntry } from './competence.ts';
import type { DefaultCompetence } from './derive-authorities.ts';

const amt = authorityId('association', '130725255');
const kreis = authorityId('district', '13072');
const town = authorityId('town', '13072033');
const place: DefaultCompetence = { ags: '13072033', municipal: amt, municipalReason: 'association', district: kreis, districtReason: 'district' };
const dogTax = { id: 'hundesteuer', usualAuthorityKind: 'municipality' } as const;
const permit = { id: 'fahrerlaubnis', usualAuthorityKind: 'district' } as const;
const today = plainDate('2026-11-21');
const anEntry = (changes: Partial<CompetenceEntry> = {}): CompetenceEntry =>
  ({ id: '1', ags: place.ags, service: 'hundesteuer', authority: town, validFrom: plainDate('2026-01-01'), validUntil: null, reason: 'Beschluss', ...changes });

test('without an entry the register answers: the Amt for its members, the district where the service says so', () => {
  assert.deepEqual(decideCompetence(place, dogTax, [], today), { authority: amt, because: 'default', rule: 'association' });
  assert.deepEqual(decideCompetence(place, permit, [], today), { authority: kreis, because: 'default', rule: 'district' });
});

test('an entry for the service goes before the default, and one for all municipal services stands behind it', () => {
  assert.deepEqual(decideCompetence(place, dogTax, [anEntry()], today), { authority: town, because: 'entry', entry: '1', reason: 'Beschluss' });
  const all = anEntry({ id: '2', service: '*', authority: kreis });
  assert.equal(decideCompetence(place, dogTax, [anEntry(), all], today).authority, town);
  assert.equal(decideCompetence(place, { id: 'andere', usualAuthorityKind: 'municipality' }, [anEntry(), all], today).authority, kreis);
  assert.equal(decideCompetence(place, permit, [anEntry({ service: '*' })], today).authority, kreis, 'not for what districts do');
});

test('an entry counts from its first to its last day and on no other', () => {
  const entry = anEntry({ validFrom: plainDate('2026-03-01'), validUntil: plainDate('2026-03-31') });
  const because = (day: string) => decideCompetence(place, dogTax, [entry], plainDate(day)).because;
  assert.deepEqual(['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map(because), ['default', 'entry', 'entry', 'default']);
});

test('the entry made last counts, and an entry without an authority brings the default back', () => {
  assert.equal(decideCompetence(place, dogTax, [anEntry(), anEntry({ id: '2', authority: kreis })], today).authority, kreis);
  assert.equal(decideCompetence(place, dogTax, [anEntry(), anEntry({ id: '2', authority: null })], today).because, 'default');
});

test('outside any municipality nobody is competent, and the answer says so', () => {
  const area: DefaultCompetence = { ags: '03151501', municipal: null, municipalReason: 'outside-any-municipality', district: null, districtReason: 'outside-any-municipality' };
  assert.deepEqual(decideCompetence(area, dogTax, [], today), { authority: undefined, because: 'unknown', rule: 'outside-any-municipality' });
});

test('whatever was entered, the answer is the last valid entry for the service, then for all, then the default', () => {
  const day = fc.integer({ min: -40, max: 40 }).map((days) => addDays(today, days));
  const entry = fc.record({
    service: fc.constantFrom('hundesteuer', '*', 'andere'), authority: fc.constantFrom<AuthorityId | null>(town, kreis, null), validFrom: day, validUntil: fc.option(day), ags: fc.constantFrom(place.ags, '13072039'),
  });
  fc.assert(fc.property(fc.array(entry, { maxLength: 8 }), (drawn) => {
    const entries = drawn.map((changes, index) => anEntry({ ...changes, id: String(index) }));
    let own: AuthorityId | null | undefined;
    let all: AuthorityId | null | undefined;
    for (const one of entries) {
      if (one.ags !== place.ags || one.validFrom > today || (one.validUntil !== null && one.validUntil < today)) continue;
      if (one.service === 'hundesteuer') own = one.authority;
      if (one.service === '*') all = one.authority;
    }
    const expected = own === undefined ? all ?? amt : own ?? amt;
    assert.equal(decideCompetence(place, dogTax, entries, today).authority, expected);
  }));
});
