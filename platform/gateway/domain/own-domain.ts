import { getDomain, getPublicSuffix } from 'tldts';

/** A domain that an authority brings for an instance. `certificate` says how far its certificate is. */
export type OwnDomain = {
  readonly id: string;
  readonly instance: string;
  readonly domain: string;
  /** What the authority publishes as TXT record at `_allmende-challenge.<domain>`. */
  readonly proof: string;
  readonly checkedAt: Date | undefined;
  readonly verifiedAt: Date | undefined;
};

/** The name in DNS at which the proof is looked for. */
export function proofName(domain: string): string {
  return `_allmende-challenge.${domain}`;
}

/** The value that proves that whoever claims a domain also rules its DNS. */
export function proofValue(proof: string): string {
  return `allmende-domain=${proof}`;
}

/** A typed domain in its plain form; undefined for addresses of numbers, public suffixes, names without one and everything below the platform's or the apps' own domains. */
export function readOwnDomain(typed: string, taken: readonly string[]): string | undefined {
  const text = typed.trim().toLowerCase().replace(/\.$/u, '');
  const name = URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`).hostname : '';
  if (name === '' || name.length > 180 || !/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/u.test(name) || `http://${text}/` !== `http://${text.replace(/[/?#@:\s]/gu, '')}/`) return undefined;
  const options = { allowPrivateDomains: true } as const;
  if (getDomain(name, options) === null || getPublicSuffix(name, options) === name || /(?:^|\.)(?:localhost|local|internal|test|invalid|onion|arpa)$/u.test(name)) return undefined;
  return taken.some((own) => name === own || name.endsWith(`.${own}`)) ? undefined : name;
}
