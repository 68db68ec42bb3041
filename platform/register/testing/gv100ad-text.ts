import type { RegisterEdition } from '../domain/register-edition.ts';

/** Writes an edition in the official fixed-width layout, for tests of the import. Names longer than their 50 positions are cut. */
export function gv100adText(edition: Pick<RegisterEdition, 'date' | 'lands' | 'districts' | 'associations' | 'places'>): string {
  const date = edition.date.replaceAll('-', '');
  const line = (kind: string, key: string, name: string, seat: string, type: string, rest = ''): string =>
    `${kind}${date}${key.padEnd(12)}${cut(name)}${cut(seat)}${type.padEnd(2)}${rest}`.padEnd(220);
  const cut = (text: string): string => text.slice(0, 50).padEnd(50);
  const number = (value: number | null): string => (value === null ? '' : String(value)).padStart(11, value === null ? ' ' : '0');
  return [
    ...edition.lands.map((land) => line('10', land.key, land.name, '', '')),
    ...edition.districts.map((district) => line('40', district.key, district.name, district.seat ?? '', district.type)),
    ...edition.associations.map((association) => line('50', association.key.slice(0, 5) + '   ' + association.key.slice(5), association.name, association.seat ?? '', association.type)),
    ...edition.places.map((place) => line(
      '60', place.ars.slice(0, 5) + place.ars.slice(9) + place.ars.slice(5, 9), place.name, '', place.type ?? '',
      `    ${number(place.areaHectares)}${number(place.population)}${number(null)}    ${(place.postcode ?? '').padEnd(5)}${place.hasSeveralPostcodes ? '*****' : ''}`,
    )),
  ].join('\r\n');
}
