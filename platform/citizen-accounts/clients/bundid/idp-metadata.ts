import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { attributeValue, childrenNamed, childrenOf, isNamed, NS, readXml, textOf } from './xml.ts';

/** Mark in the metadata of a test BundID. No installation in operation accepts it. */
export const TEST_MARK = 'urn:allmende:test-bundid';

/** What the metadata of BundID say. */
export type IdpMetadata = {
  readonly entityId: string;
  /** Where requests are sent by redirect (HTTP-Redirect binding). */
  readonly signInAddress: string;
  /** Certificates of the keys with which answers may be signed, with the time in which each counts; several while a key is replaced. */
  readonly certificates: readonly { readonly pem: string; readonly validFrom: Date; readonly validTo: Date }[];
  /** After this moment nothing in it counts any more; undefined where it says none. */
  readonly validUntil: Date | undefined;
  readonly isTest: boolean;
};

/** Reads SAML metadata of an identity provider. Throws with the reason when they cannot be used. */
export function parseIdpMetadata(text: string): IdpMetadata {
  if (/<!DOCTYPE|<!ENTITY/iu.test(text)) throw new Error('the metadata have a document type');
  const root = readXml(text)?.documentElement;
  if (!root || !isNamed(root, NS.metadata, 'EntityDescriptor')) throw new Error('the metadata are no EntityDescriptor');
  const entityId = attributeValue(root, 'entityID');
  const [idp] = childrenNamed(root, NS.metadata, 'IDPSSODescriptor');
  if (!entityId || !idp) throw new Error('the metadata name no identity provider');
  const service = childrenNamed(idp, NS.metadata, 'SingleSignOnService').find((each) => attributeValue(each, 'Binding') === 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect');
  const signInAddress = service && attributeValue(service, 'Location');
  if (!signInAddress || !URL.canParse(signInAddress) || !['https:', 'http:'].includes(new URL(signInAddress).protocol)) throw new Error('the metadata name no address for the HTTP-Redirect binding');
  const certificates = childrenNamed(idp, NS.metadata, 'KeyDescriptor').filter((key) => attributeValue(key, 'use') !== 'encryption').flatMap(certificatesOf);
  if (certificates.length === 0) throw new Error('the metadata name no certificate for signatures');
  const until = [root, idp].flatMap((element) => attributeValue(element, 'validUntil') ?? []).map((value) => new Date(value));
  if (until.some((moment) => Number.isNaN(moment.getTime()))) throw new Error('the metadata have an unreadable validUntil');
  const validUntil = until.toSorted((one, other) => one.getTime() - other.getTime())[0];
  return { entityId, signInAddress, certificates, validUntil, isTest: entityId.startsWith(TEST_MARK) || text.includes(TEST_MARK) };
}

/** Reads the metadata anew whenever their file has changed, so that a new key of BundID counts without a restart. */
export function watchedMetadata(file: string): () => IdpMetadata {
  let known: { readonly changedAt: number; readonly metadata: IdpMetadata } | undefined;
  return () => {
    const changedAt = statSync(file).mtimeMs;
    if (known?.changedAt !== changedAt) known = { changedAt, metadata: parseIdpMetadata(readFileSync(file, 'utf8')) };
    return known.metadata;
  };
}

function certificatesOf(key: Element): IdpMetadata['certificates'][number][] {
  const values = childrenNamed(key, NS.signature, 'KeyInfo').flatMap((info) => childrenNamed(info, NS.signature, 'X509Data')).flatMap((data) => childrenOf(data).filter((each) => isNamed(each, NS.signature, 'X509Certificate')));
  return values.map((value) => {
    const certificate = new X509Certificate(Buffer.from((textOf(value) ?? '').replaceAll(/\s/gu, ''), 'base64'));
    return { pem: certificate.toString(), validFrom: certificate.validFromDate, validTo: certificate.validToDate };
  });
}
