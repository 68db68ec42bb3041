/** What the comparison of two editions needs of a place. */
export type ComparedPlace = { ags: string; ars: string; name: string };

/** What changed from one edition to the next. A place is the same as long as its AGS is. */
export type EditionDifference = {
  appeared: ComparedPlace[];
  /** Wait for a successor that the operator names: the register does not say who took them in. */
  vanished: ComparedPlace[];
  renamed: { ags: string; from: string; to: string }[];
  /** Same municipality, other association. */
  moved: { ags: string; from: string; to: string }[];
};

/** Compares two editions by AGS; each list is sorted by AGS. */
export function diffEditions(before: readonly ComparedPlace[], after: readonly ComparedPlace[]): EditionDifference {
  const old = new Map(before.map((place) => [place.ags, place]));
  const current = new Map(after.map((place) => [place.ags, place]));
  const kept = [...current.values()].flatMap((place) => { const was = old.get(place.ags); return was ? [{ was, is: place }] : []; }).toSorted((a, b) => byAgs(a.is, b.is));
  return {
    appeared: [...current.values()].filter((place) => !old.has(place.ags)).toSorted(byAgs),
    vanished: [...old.values()].filter((place) => !current.has(place.ags)).toSorted(byAgs),
    renamed: kept.filter(({ was, is }) => was.name !== is.name).map(({ was, is }) => ({ ags: is.ags, from: was.name, to: is.name })),
    moved: kept.filter(({ was, is }) => was.ars !== is.ars).map(({ was, is }) => ({ ags: is.ags, from: was.ars, to: is.ars })),
  };
}

function byAgs(a: { ags: string }, b: { ags: string }): number {
  return a.ags < b.ags ? -1 : a.ags > b.ags ? 1 : 0;
}
