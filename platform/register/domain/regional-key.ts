/** What the digits of a regional key (ARS, 12 digits) say: Land 2, Regierungsbezirk 1, Kreis 2, Verband 4, Gemeinde 3. */
export type RegionalKey = {
  ags: string;
  land: string;
  district: string;
  /** Nine digits, or undefined when the place belongs to no association. */
  association: string | undefined;
  isMunicipality: boolean;
};

/** Takes a regional key apart; undefined when it has not 12 digits. The sixth digit is 0 for a municipality on its own, 5 in an association, 9 outside any municipality. */
export function readRegionalKey(ars: string): RegionalKey | undefined {
  if (!/^\d{12}$/u.test(ars)) return undefined;
  return {
    ags: ars.slice(0, 5) + ars.slice(9),
    land: ars.slice(0, 2),
    district: ars.slice(0, 5),
    association: ars[5] === '5' ? ars.slice(0, 9) : undefined,
    isMunicipality: ars[5] !== '9',
  };
}
