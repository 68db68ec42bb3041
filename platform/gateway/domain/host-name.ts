import { createHash } from 'node:crypto';

/** RFC 1035 § 2.3.4. */
const LONGEST_LABEL = 63;

/**
 * The label under which an instance answers below the apps domain: `node-red--heilbronn`, for a second one of the same app `node-red-2--heilbronn`.
 * Names of apps hold no double hyphen, so the first one always ends the name. What would be too long for DNS is cut and told apart by a hash.
 */
export function hostLabel(input: { readonly app: string; readonly slug: string; readonly number: number }): string {
  const whole = `${input.app}${input.number > 1 ? `-${input.number}` : ''}--${input.slug}`;
  if (whole.length <= LONGEST_LABEL) return whole;
  const mark = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  return `${whole.slice(0, LONGEST_LABEL - 1 - mark.length).replace(/-+$/u, '')}-${mark}`;
}

/** The name under which a host is kept: the label below the apps domain, or the whole name of an own domain; undefined for what can be neither. */
export function hostName(host: string, appsDomain: string): string | undefined {
  const name = host.toLowerCase().replace(/\.$/u, '');
  if (name.length > 253 || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u.test(name)) return undefined;
  if (!name.endsWith(`.${appsDomain}`)) return name === appsDomain ? undefined : name;
  const label = name.slice(0, -appsDomain.length - 1);
  return label.includes('.') ? undefined : label;
}

/** The address that people type for a host: scheme and port are those of the apps' own address. */
export function originOfHost(name: string, apps: { readonly domain: string; readonly address: string }): string {
  const url = new URL(apps.address);
  const host = name.includes('.') ? name : `${name}.${apps.domain}`;
  return `${url.protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`;
}

/** Splits a Host header (RFC 9110 § 7.2) and returns the name without the port; undefined when it is none. */
export function nameOfHostHeader(header: string | undefined): string | undefined {
  return /^([a-z0-9.-]{1,254})(?::\d{1,5})?$/iu.exec(header ?? '')?.[1];
}
