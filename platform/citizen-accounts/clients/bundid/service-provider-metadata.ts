import { escape } from '@allmende/html';
import type { Asker } from './request-address.ts';
import { NS } from './xml.ts';

/** The metadata that an authority hands in at BundID, and that BundID reads again when a key changes. `validUntil` is a moment in UTC. */
export function serviceProviderMetadata(asker: Omit<Asker, 'privateKey'>, organisation: string, validUntil: Date): string {
  const certificate = asker.certificate.replaceAll(/-----[^-]+-----|\s/gu, '');
  const key = (use: string) => `<md:KeyDescriptor use="${use}"><ds:KeyInfo xmlns:ds="${NS.signature}"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="${NS.metadata}" entityID="${escape(asker.entityId)}" validUntil="${validUntil.toISOString()}"><md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="${NS.protocol}">${key('signing')}${key('encryption')}<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${escape(asker.answerAddress)}" index="0" isDefault="true"/></md:SPSSODescriptor><md:Organization><md:OrganizationName xml:lang="de">${escape(organisation)}</md:OrganizationName><md:OrganizationDisplayName xml:lang="de">${escape(organisation)}</md:OrganizationDisplayName><md:OrganizationURL xml:lang="de">${escape(asker.entityId)}</md:OrganizationURL></md:Organization></md:EntityDescriptor>
`;
}
