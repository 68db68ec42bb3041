import { cents, type Cents } from './cents.ts';

/**
 * Reads an amount as a person types it: `1.234,50`, `1234.5`, `12,-`, `€ 7`, `7 EUR`. Returns undefined when it is not plainly an amount.
 * A single point followed by three digits (`1.234`) groups thousands, as in German; more than two decimals are refused.
 */
export function parseEuro(text: string): Cents | undefined {
  const bare = text.trim().replace(/^(?:€|eur)\s*|\s*(?:€|eur|euro)$/giu, '').replace(/[\s\u00a0\u202f]/gu, '');
  const dashed = bare.replace(/,[-–—]{1,2}$/u, '');
  if (!/^-?\d[\d.,']*$/u.test(dashed)) return undefined;
  const normal = toPlainDecimal(dashed.replaceAll("'", ''));
  if (normal === undefined) return undefined;
  const [, sign = '', euros = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/u.exec(normal) ?? [];
  if (euros === '' || euros.length > 13) return undefined;
  const amount = Number(euros) * 100 + Number(decimals.padEnd(2, '0'));
  return cents(sign === '-' ? -amount : amount);
}

function toPlainDecimal(text: string): string | undefined {
  const grouped = (separator: string) => new RegExp(`^-?\\d{1,3}(?:[${separator}]\\d{3})+$`, 'u');
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  if (comma >= 0 && point >= 0) {
    const [decimal, group] = comma > point ? [',', '.'] : ['.', ','];
    const [whole = '', fraction = '', ...more] = text.split(decimal);
    if (more.length > 0 || !grouped(group).test(whole)) return undefined;
    return `${whole.replaceAll(group, '')}.${fraction}`;
  }
  if (comma >= 0) return text.split(',').length > 2 ? undefined : text.replace(',', '.');
  if (point >= 0) return grouped('.').test(text) ? text.replaceAll('.', '') : text.split('.').length > 2 ? undefined : text;
  return text;
}
