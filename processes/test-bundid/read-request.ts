import { createVerify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';

/** What a service provider asks for. */
export type SignInRequest = { readonly id: string; readonly serviceProvider: string; readonly answerAddress: string; readonly level: number; readonly attributes: readonly string[]; readonly organisation: string; readonly service: string };

const LONGEST = 64 * 1024;

/** Reads a request from the query of the HTTP-Redirect binding. Throws with the reason when it is not one. */
export function readRequest(query: string): SignInRequest {
  const packed = new URLSearchParams(query).get('SAMLRequest') ?? '';
  const xml = inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: LONGEST }).toString('utf8');
  const one = (pattern: RegExp, what: string): string => {
    const found = pattern.exec(xml)?.[1];
    if (found === undefined) throw new Error(`Die Anfrage nennt nichts für: ${what}`);
    return found.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  };
  return {
    id: one(/<samlp:AuthnRequest[^>]* ID="(_[0-9a-f]+)"/u, 'ID'), serviceProvider: one(/<saml:Issuer[^>]*>([^<]+)</u, 'Issuer'), answerAddress: one(/AssertionConsumerServiceURL="([^"]+)"/u, 'AssertionConsumerServiceURL'),
    level: Number(one(/STORK-QAA-Level-([1-4])</u, 'RequestedAuthnContext')), attributes: [...xml.matchAll(/<akdb:RequestedAttribute [^>]*Name="([^"]+)"/gu)].map(([, name = '']) => name),
    organisation: one(/<classic-ui:OrganizationDisplayName>([^<]*)</u, 'OrganizationDisplayName'), service: one(/<classic-ui:OnlineServiceId>([^<]*)</u, 'OnlineServiceId'),
  };
}

/** Whether a request was signed with the key in a service provider's metadata and asks for the answer where these metadata say. */
export function isSignedBy(query: string, request: SignInRequest, metadata: string): boolean {
  const raw = new Map(query.split('&').map((pair) => [pair.slice(0, pair.indexOf('=')), pair]));
  const signed = ['SAMLRequest', 'RelayState', 'SigAlg'].flatMap((name) => raw.get(name) ?? []).join('&');
  const parameters = new URLSearchParams(query);
  const certificate = /<ds:X509Certificate>([^<]+)</u.exec(metadata)?.[1];
  const address = /<md:AssertionConsumerService [^>]*Location="([^"]+)"/u.exec(metadata)?.[1];
  if (certificate === undefined || address !== request.answerAddress || parameters.get('SigAlg') !== 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256') return false;
  return createVerify('RSA-SHA256').update(signed).verify(`-----BEGIN CERTIFICATE-----\n${certificate.replaceAll(/(.{64})/gu, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`, parameters.get('Signature') ?? '', 'base64');
}
