/** The parts of an official name such as `Cottbus/Chóśebuz, Stadt`. */
export type OfficialName = {
  /** For headings and lists: the name without what the register appends. */
  displayName: string;
  /** What the register appends: `Universitätsstadt`, `M` (Markt), `St` (Stadt) … */
  suffix: string | undefined;
  /** The German part, where the name is bilingual; otherwise the display name. */
  germanName: string;
};

/** Districts of the Sorbian settlement area, whose names are bilingual with or without blanks around the stroke. */
const BILINGUAL_DISTRICTS = new Set(['12052', '12061', '12066', '12071', '14625', '14626']);
/** German additions after a stroke that are no second language. */
const GERMAN_ADDITION = /^(?:O\.\s?L\.|Spree|Spreewald|Lausitz)$/u;

/** Splits the official name of a place. `district` (5 digits) tells where a stroke can separate two languages. */
export function splitOfficialName(name: string, district: string): OfficialName {
  const comma = name.indexOf(',');
  const displayName = (comma < 0 ? name : name.slice(0, comma)).replaceAll(/\/\s+(?=\S+$)/gu, (stroke, at: number, whole: string) => (whole[at - 1] === ' ' ? stroke : '/')).trim();
  const suffix = comma < 0 ? undefined : name.slice(comma + 1).trim();
  return { displayName, suffix: suffix || undefined, germanName: BILINGUAL_DISTRICTS.has(district) ? germanPart(displayName) : displayName };
}

function germanPart(name: string): string {
  const spaced = name.split(' / ');
  if (spaced.length > 1) return spaced[0] ?? name;
  const [first = name, second] = name.split('/');
  return second === undefined || GERMAN_ADDITION.test(second) ? name : first;
}
