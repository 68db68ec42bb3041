import { parsePlainDate, type PlainDate } from '@allmende/time';
import { isAssociationType, isDistrictType, isPlaceType } from './codes.ts';
import { UnreadableRegister } from './errors.ts';
import type { Association, District, Land, PlaceFacts, RegisterEdition } from './register-edition.ts';

/** Reads the bytes of a register file: UTF-8 when they are valid UTF-8, otherwise ISO-8859-1, in which Destatis has also published. */
export function decodeRegisterFile(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Parses the official fixed-width layout GV100AD (record kinds 10 Land, 40 Kreis, 50 Verband, 60 Gemeinde; others are passed over). The type of a municipality on its own (50) is no association.
 * Districts without any municipality are dropped. Throws UnreadableRegister with line and reason; reads nothing in part.
 *
 * Destatis, Datensatzbeschreibung GV100AD
 */
export function parseGv100ad(text: string, file = 'GV100AD'): RegisterEdition {
  const lands: Land[] = [];
  const districts: District[] = [];
  const associations: Association[] = [];
  const places: PlaceFacts[] = [];
  let date: PlainDate | undefined;

  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    if (line.trim() === '' || line === '\u001A') continue;
    const refuse = (reason: string): never => { throw new UnreadableRegister(file, index + 1, reason); };
    const kind = line.slice(0, 2);
    if (!/^[1-6]0$/u.test(kind)) refuse(`unbekannte Satzart „${kind}“`);
    const day = parsePlainDate(`${line.slice(2, 6)}-${line.slice(6, 8)}-${line.slice(8, 10)}`) ?? refuse('kein gültiger Gebietsstand');
    if (date !== undefined && day !== date) refuse(`anderer Gebietsstand als ${date}`);
    date = day;
    const name = line.slice(22, 72).trim() || refuse('ohne Namen');
    const seat = line.slice(72, 122).trim() || null;
    const type = line.slice(122, 124).trim();
    const districtKey = line.slice(10, 15);
    if (!(kind === '10' ? /^\d{2}/u : kind === '20' || kind === '30' ? /^\d{2}/u : /^\d{5}/u).test(districtKey)) refuse('kein gültiger Schlüssel');

    if (kind === '10') lands.push({ key: line.slice(10, 12), name });
    if (kind === '40') districts.push({ key: districtKey, type: isDistrictType(type) ? type : refuse(`unbekannter Kreistyp „${type}“`), name, seat, population: null });
    if (kind === '50' && type !== '50') {
      associations.push({ key: key(districtKey, line.slice(18, 22), /^\d{4}$/u, refuse), type: isAssociationType(type) ? type : refuse(`unbekannter Verbandstyp „${type}“`), name, seat });
    }
    if (kind === '60') {
      const municipality = key('', line.slice(15, 18), /^\d{3}$/u, refuse);
      const ars = key(districtKey, line.slice(18, 22), /^\d{4}$/u, refuse) + municipality;
      if (type !== '' && !isPlaceType(type)) refuse(`unbekannter Gemeindetyp „${type}“`);
      places.push({
        ags: districtKey + municipality, ars, name, type: isPlaceType(type) ? type : null, isMunicipality: ars[5] !== '9',
        population: count(line.slice(139, 150), refuse), areaHectares: count(line.slice(128, 139), refuse),
        postcode: /^\d{5}$/u.test(line.slice(165, 170)) ? line.slice(165, 170) : null, hasSeveralPostcodes: line.slice(170, 175) === '*****',
      });
    }
  }
  if (date === undefined || places.length === 0) throw new UnreadableRegister(file, 1, 'keine Gemeinde (Satzart 60) gefunden');
  const withPeople = Map.groupBy(places.filter((place) => place.isMunicipality), (place) => place.ags.slice(0, 5));
  return {
    date, populationOn: null, source: `${file}, Gebietsstand ${date}`, lands, associations, places,
    districts: districts.filter((district) => withPeople.has(district.key)).map((district) => ({ ...district, population: total(withPeople.get(district.key) ?? []) })),
  };
}

function key(prefix: string, digits: string, shape: RegExp, refuse: (reason: string) => never): string {
  return shape.test(digits) ? prefix + digits : refuse('kein gültiger Schlüssel');
}

function count(text: string, refuse: (reason: string) => never): number | null {
  const digits = text.trim();
  if (digits === '') return null;
  return /^\d+$/u.test(digits) ? Number(digits) : refuse(`„${digits}“ ist keine Zahl`);
}

function total(places: readonly PlaceFacts[]): number | null {
  return places.reduce<number | null>((sum, place) => (sum === null || place.population === null ? null : sum + place.population), 0);
}
