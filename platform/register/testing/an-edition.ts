import { plainDate } from '@allmende/time';
import { readRegionalKey } from '../domain/regional-key.ts';
import type { PlaceFacts, RegisterEdition } from '../domain/register-edition.ts';

/** A place for tests; everything follows from the regional key unless overridden. */
export function aPlace(ars: string, name: string, facts: Partial<PlaceFacts> = {}): PlaceFacts {
  const key = readRegionalKey(ars);
  if (key === undefined) throw new RangeError(`no regional key: ${ars}`);
  return { ags: key.ags, ars, name, type: '64', isMunicipality: key.isMunicipality, population: 1000, areaHectares: 500, postcode: '12345', hasSeveralPostcodes: false, ...facts };
}

/** A small edition with invented figures: a town district, a Landkreis with an Amt, a leading member, a Swabian pair and an area outside any municipality. */
export function anEdition(changes: Partial<RegisterEdition> = {}): RegisterEdition {
  return {
    date: plainDate('2026-06-30'), populationOn: plainDate('2022-12-31'), source: 'test',
    lands: [{ key: '03', name: 'Niedersachsen' }, { key: '08', name: 'Baden-Württemberg' }, { key: '13', name: 'Mecklenburg-Vorpommern' }, { key: '16', name: 'Thüringen' }],
    districts: [
      { key: '08121', type: '42', name: 'Heilbronn, Stadtkreis', seat: 'Heilbronn', population: 1000 }, { key: '08125', type: '44', name: 'Heilbronn', seat: 'Heilbronn', population: 3000 },
      { key: '13072', type: '44', name: 'Landkreis Rostock', seat: 'Güstrow', population: 2000 }, { key: '16061', type: '44', name: 'Eichsfeld', seat: 'Heilbad Heiligenstadt', population: 2000 },
    ],
    associations: [
      { key: '081255005', type: '56', name: 'GVV Flein-Talheim', seat: 'Flein' }, { key: '081255008', type: '54', name: 'VVG der Stadt Neckarsulm', seat: 'Neckarsulm' },
      { key: '130725255', type: '51', name: 'Güstrow-Land', seat: 'Güstrow' }, { key: '160615051', type: '58', name: 'Uder', seat: 'Uder' },
    ],
    places: [
      aPlace('081210000000', 'Heilbronn, Universitätsstadt', { type: '62', population: 128334, postcode: '74072', hasSeveralPostcodes: true }),
      aPlace('081255005030', 'Flein'), aPlace('081255005094', 'Talheim'), aPlace('081255008065', 'Neckarsulm, Stadt', { type: '67' }), aPlace('081255008027', 'Erlenbach'),
      aPlace('130725255033', 'Glasewitz', { postcode: '18276' }), aPlace('130725255039', 'Groß Schwiesow', { postcode: '18276' }),
      aPlace('160615051119', 'Uder', { type: null, population: null }), aPlace('160615051002', 'Asbach-Sickenberg', { population: 99 }),
      aPlace('031519501501', 'Giebel, gemfr. Gebiet', { type: '66', population: 0, postcode: null }),
    ],
    ...changes,
  };
}
