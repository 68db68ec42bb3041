import { X509Certificate } from 'node:crypto';
import type { FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';

/** BSI TR-02102-1: RSA keys of at least 3000 bits. */
const LEAST_BITS = 3000;

/** Says whether a certificate can be used: readable, in its time, with a strong RSA key. */
export function checkCertificate(pointer: string, pem: string, today: PlainDate): readonly FieldProblem[] {
  const problem = (code: string, message: string) => [{ pointer, code, message }];
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return problem('certificate', 'Das ist kein Zertifikat. Fügen Sie es im PEM-Format ein, von „-----BEGIN CERTIFICATE-----“ bis „-----END CERTIFICATE-----“.');
  }
  const [from, until] = [certificate.validFromDate, certificate.validToDate].map((day) => day.toISOString().slice(0, 10));
  if (until === undefined || from === undefined || today > until) return problem('expired', 'Dieses Zertifikat ist abgelaufen. Fügen Sie das neue ein.');
  if (today < from) return problem('not-yet', 'Dieses Zertifikat gilt noch nicht.');
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey;
  if (type !== 'rsa' || (details?.modulusLength ?? 0) < LEAST_BITS) return problem('weak-key', 'Das Zertifikat braucht einen RSA-Schlüssel mit mindestens 3072 Bit.');
  return [];
}
