/** Every region that a regional key (ARS, 2 to 12 digits) lies in, as destinations name them: `DE08`, `DE08121`, … and `DE` itself. */
export function regionsAround(ars: string): string[] {
  return Array.from({ length: ars.length + 1 }, (_, length) => `DE${ars.slice(0, length)}`);
}

/** URN of a region in the addressing information of a destination. */
export function regionUrn(region: string): string {
  return `urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs:${region.replace(/^DE/u, '')}`;
}
