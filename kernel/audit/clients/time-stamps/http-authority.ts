import { readFile } from 'node:fs/promises';
import { TimeStampRefused } from '../../domain/errors.ts';
import type { TimeStampAuthority } from './time-stamp-authority.ts';

const PATIENCE_MS = 20_000;
const MOST_BYTES = 100_000;

/** The configured authority, asked by HTTP (RFC 3161 § 3.4). A name and password in the address go along as Basic authentication; redirects are not followed. */
export async function httpAuthority({ url, certificatesFile }: { readonly url: string; readonly certificatesFile: string }): Promise<TimeStampAuthority> {
  const address = new URL(url);
  const { username, password } = address;
  [address.username, address.password] = ['', ''];
  const credentials = username === '' ? {} : { authorization: `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}` };
  const certificates = await readFile(certificatesFile, 'utf8').catch(() => { throw new TimeStampRefused('die Datei mit den Zertifikaten der Zeitstempelstelle lässt sich nicht lesen'); });
  return {
    kind: 'configured', certificates,
    async answer(request) {
      const response = await fetch(address, {
        method: 'POST', headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply', ...credentials }, body: Uint8Array.from(request), redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS),
      }).catch(() => { throw new TimeStampRefused(`die Zeitstempelstelle ${address.host} antwortet nicht`); });
      if (!response.ok) throw new TimeStampRefused(`die Zeitstempelstelle ${address.host} antwortet mit ${response.status}`);
      const parts: Uint8Array[] = [];
      let length = 0;
      for await (const part of response.body ?? []) {
        length += part.length;
        if (length > MOST_BYTES) throw new TimeStampRefused(`die Zeitstempelstelle ${address.host} antwortet mit mehr als ${MOST_BYTES} Bytes`);
        parts.push(part);
      }
      return Buffer.concat(parts);
    },
  };
}
