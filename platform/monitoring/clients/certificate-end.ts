import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** Until when the first certificate of a PEM file is valid, and for which names. */
export async function certificateEnd(file: string): Promise<{ readonly host: string; readonly notAfter: Date }> {
  const certificate = new X509Certificate(await readFile(file));
  return { host: certificate.subjectAltName?.split(', ')[0]?.replace(/^DNS:/u, '') ?? certificate.subject, notAfter: certificate.validToDate };
}
