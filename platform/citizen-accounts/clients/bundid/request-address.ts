import { SAML } from '@node-saml/node-saml';
import type { Level } from '../../domain/level.ts';
import type { AttributeName } from '../../domain/verified-identity.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import { contextFor, samlNameOf, SUBJECT } from './vocabulary.ts';
import { NS } from './xml.ts';

/** Who asks: one service provider for each authority. */
export type Asker = {
  readonly entityId: string;
  /** Where the answer is sent. */
  readonly answerAddress: string;
  /** PKCS 8 in PEM. */
  readonly privateKey: string;
  readonly certificate: string;
};

/** What is asked for. `organisation` and `service` are shown to the person at BundID. */
export type Asked = { readonly id: string; readonly level: Exclude<Level, 'none'>; readonly attributes: readonly AttributeName[]; readonly organisation: string; readonly service: string };

/** The address to which a browser is sent with a signed request: AuthnRequest with AKDB's extension, deflated, RSA-SHA256 (HTTP-Redirect binding). */
export async function requestAddress(idp: IdpMetadata, asker: Asker, asked: Asked): Promise<string> {
  const saml = new SAML({
    idpCert: idp.certificates.map(({ pem }) => pem), idpIssuer: idp.entityId, entryPoint: idp.signInAddress, issuer: asker.entityId, callbackUrl: asker.answerAddress,
    privateKey: asker.privateKey, publicCert: asker.certificate, signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256', generateUniqueId: () => asked.id,
    identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient', authnContext: [contextFor(asked.level)], racComparison: 'minimum', forceAuthn: true,
    samlAuthnRequestExtensions: extension(asked),
  });
  return saml.getAuthorizeUrlAsync('', undefined, {});
}

function extension({ attributes, organisation, service }: Asked): Record<string, unknown> {
  return {
    'akdb:AuthenticationRequest': {
      '@xmlns:akdb': NS.akdb, '@Version': '2',
      'akdb:RequestedAttributes': { 'akdb:RequestedAttribute': [{ '@Name': samlNameOf(SUBJECT), '@RequiredAttribute': 'true' }, ...attributes.map((each) => ({ '@Name': samlNameOf(each), '@RequiredAttribute': 'false' }))] },
      'akdb:DisplayInformation': {
        'classic-ui:Version': { '@xmlns:classic-ui': NS.classicUi, 'classic-ui:OrganizationDisplayName': { '#text': organisation }, 'classic-ui:OnlineServiceId': { '#text': service } },
      },
    },
  };
}
