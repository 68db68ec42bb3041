import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitOfficialName } from './split-official-name.ts';

test('takes the appended words off the official name', () => {
  const cases: [string, string, string, string | undefined, string][] = [
    ['Heilbronn, Universitätsstadt', '08121', 'Heilbronn', 'Universitätsstadt', 'Heilbronn'],
    ['Wiesenburg/Mark', '12069', 'Wiesenburg/Mark', undefined, 'Wiesenburg/Mark'],
    ['Thalheim/Erzgeb., Stadt', '14521', 'Thalheim/Erzgeb.', 'Stadt', 'Thalheim/Erzgeb.'],
    ['Hameln,Klosterflecken', '03252', 'Hameln', 'Klosterflecken', 'Hameln'],
    ['Sulzbach/ Saar, Stadt', '10041', 'Sulzbach/Saar', 'Stadt', 'Sulzbach/Saar'],
    ['Hagen, Stadt der FernUniversität', '05914', 'Hagen', 'Stadt der FernUniversität', 'Hagen'],
  ];
  for (const [name, district, displayName, suffix, germanName] of cases) assert.deepEqual(splitOfficialName(name, district), { displayName, suffix, germanName }, name);
});

test('finds the German part of a bilingual name, and keeps a German addition', () => {
  const cases: [string, string, string][] = [
    ['Cottbus/Chóśebuz, Stadt', '12052', 'Cottbus'],
    ['Bautzen / Budyšin, Stadt, Hochschulstadt / Wysokošulske město', '14625', 'Bautzen'],
    ['Lübbenau/Spreewald / Lubnjow/Błota, Stadt', '12066', 'Lübbenau/Spreewald'],
    ['Forst (Lausitz)/Baršć (Łužyca), Stadt', '12071', 'Forst (Lausitz)'],
    ['Weißwasser/O.L., Stadt / Běła Woda', '14626', 'Weißwasser/O.L.'],
    ['Neukirch/Lausitz', '14625', 'Neukirch/Lausitz'],
  ];
  for (const [name, district, german] of cases) assert.equal(splitOfficialName(name, district).germanName, german, name);
  assert.equal(splitOfficialName('Petershagen/Eggersdorf', '12064').germanName, 'Petershagen/Eggersdorf');
});
