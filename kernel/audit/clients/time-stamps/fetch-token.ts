import { hash, randomBytes, timingSafeEqual, webcrypto, X509Certificate } from 'node:crypto';
import { TimeStampRefused } from '../../domain/errors.ts';
import { leadsTo } from './leads-to.ts';
import type { TimeStampAuthority } from './time-stamp-authority.ts';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const [GRANTED, GRANTED_WITH_CHANGES] = [0, 1];

/** A time stamp over SHA-256 of `data`: the token (CMS, DER), checked against the authority's certificates as of `now`. Throws TimeStampRefused with the reason. Source: RFC 3161 §§ 2.2, 2.4. */
export async function fetchToken(authority: TimeStampAuthority, data: Uint8Array, now: Date): Promise<Uint8Array> {
  // Loaded with the first stamp: the processes that show pages ask for none.
  const [pki, asn1] = [await import('pkijs'), await import('asn1js')];
  const engine = new pki.CryptoEngine({ name: 'node', crypto: webcrypto as never, subtle: webcrypto.subtle as never });
  const digest = hash('sha256', data, 'buffer');
  const nonce = randomBytes(8).map((byte, place) => (place === 0 ? (byte & 0x3f) | 0x40 : byte));
  const request = new pki.TimeStampReq({
    version: 1, certReq: true, nonce: new asn1.Integer({ valueHex: buffer(nonce) }),
    messageImprint: new pki.MessageImprint({ hashAlgorithm: new pki.AlgorithmIdentifier({ algorithmId: SHA256, algorithmParams: new asn1.Null() }), hashedMessage: new asn1.OctetString({ valueHex: buffer(digest) }) }),
  });
  const answer = await authority.answer(new Uint8Array(request.toSchema().toBER(false)));
  try {
    const response = pki.TimeStampResp.fromBER(buffer(answer));
    const { status } = response.status;
    if ((status !== GRANTED && status !== GRANTED_WITH_CHANGES) || response.timeStampToken === undefined) throw new TimeStampRefused(`die Zeitstempelstelle lehnt ab (Status ${status})`);
    const signed = new pki.SignedData({ schema: response.timeStampToken.content });
    const content = signed.encapContentInfo.eContent?.getValue();
    if (signed.encapContentInfo.eContentType !== pki.id_eContentType_TSTInfo || content === undefined) throw new TimeStampRefused('die Antwort ist kein Zeitstempel');
    const info = pki.TSTInfo.fromBER(content);
    const imprint = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView);
    if (info.messageImprint.hashAlgorithm.algorithmId !== SHA256 || imprint.length !== digest.length || !timingSafeEqual(imprint, digest)) throw new TimeStampRefused('der Zeitstempel gilt einem anderen Inhalt');
    if (info.nonce === undefined || Buffer.compare(Buffer.from(info.nonce.valueBlock.valueHexView), nonce) !== 0) throw new TimeStampRefused('der Zeitstempel antwortet auf eine andere Anfrage');
    const { signatureVerified, signerCertificate } = await signed.verify({ signer: 0, data: buffer(data), checkChain: false, extendedMode: true }, engine);
    if (signatureVerified !== true || signerCertificate == null) throw new TimeStampRefused('die Unterschrift des Zeitstempels stimmt nicht');
    const signer = new X509Certificate(Buffer.from(signerCertificate.toSchema(true).toBER(false)));
    const sent = (signed.certificates ?? []).flatMap((one) => (one instanceof pki.Certificate ? [new X509Certificate(Buffer.from(one.toSchema(true).toBER(false)))] : []));
    const trusted = [...authority.certificates.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu)].map(([text]) => new X509Certificate(text));
    if (!leadsTo(signer, sent, trusted, now)) throw new TimeStampRefused('die Unterschrift des Zeitstempels führt zu keinem eingetragenen Zertifikat');
    if (!((signer.keyUsage as readonly string[] | undefined) ?? []).includes(TIME_STAMPING)) throw new TimeStampRefused('das Zertifikat ist nicht für Zeitstempel bestimmt');
    return tokenOf(answer);
  } catch (error) {
    if (error instanceof TimeStampRefused) throw error;
    throw new TimeStampRefused('die Antwort der Zeitstempelstelle lässt sich nicht lesen oder nicht prüfen', { cause: error });
  }
}

/** The token byte for byte as it came: the second element of the response. */
function tokenOf(answer: Uint8Array): Uint8Array {
  const outer = bodyAt(answer, 0);
  const status = bodyAt(answer, outer.start);
  return answer.subarray(status.end, bodyAt(answer, status.end).end);
}

function bodyAt(bytes: Uint8Array, at: number): { readonly start: number; readonly end: number } {
  const first = bytes[at + 1] ?? 0;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  const start = at + 2 + count;
  return { start, end: start + Buffer.from(bytes.subarray(at + 2, start)).readUIntBE(0, count) };
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
