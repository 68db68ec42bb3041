const UNITS: Readonly<Record<string, number>> = { Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4 };

/** Bytes of an amount as a package writes it: `128Mi`. Throws RangeError for another form. */
export function bytesOf(amount: string): number {
  const [, count = '', unit = ''] = /^([0-9]+)(Ki|Mi|Gi|Ti)$/u.exec(amount) ?? [];
  const factor = UNITS[unit];
  if (factor === undefined) throw new RangeError(`no amount of memory: ${amount}`);
  return Number(count) * factor;
}

/** Cores of an amount as a package writes it: `250m` is 0.25. Throws RangeError for another form. */
export function coresOf(amount: string): number {
  const [, count = '', milli = ''] = /^([0-9]+(?:\.[0-9]+)?)(m?)$/u.exec(amount) ?? [];
  if (count === '') throw new RangeError(`no amount of processor: ${amount}`);
  return milli === 'm' ? Number(count) / 1000 : Number(count);
}
