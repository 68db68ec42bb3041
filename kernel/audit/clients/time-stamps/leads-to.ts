import type { X509Certificate } from 'node:crypto';

const MOST_STEPS = 6;

/** Whether a certificate is one of `trusted` or leads there over those that were sent along, all of them valid at that moment. */
export function leadsTo(certificate: X509Certificate, sent: readonly X509Certificate[], trusted: readonly X509Certificate[], at: Date): boolean {
  let current = certificate;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { raw } = current;
    if (new Date(current.validFrom) > at || new Date(current.validTo) < at) return false;
    if (trusted.some((one) => one.raw.equals(raw))) return true;
    const lower = current;
    const above = [...trusted, ...sent].find((one) => one.ca && !one.raw.equals(raw) && lower.checkIssued(one) && lower.verify(one.publicKey));
    if (above === undefined) return false;
    current = above;
  }
  return false;
}
