import { randomBytes } from 'node:crypto';
import { element, text } from './canonical-xml.ts';
import type { TestAttribute } from './people.ts';
import { encrypted } from './encrypt.ts';
import { signatureOver, type Signing } from './sign.ts';

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const AKDB = 'https://www.akdb.de/request/2018/09';
const MINUTE_MS = 60_000;

/** Everything an answer says. */
export type AnswerParts = {
  readonly inResponseTo: string;
  readonly issuer: string;
  readonly audience: string;
  /** Where it is sent. */
  readonly answerAddress: string;
  /** `STORK-QAA-Level-4`. Several stand in as many statements. */
  readonly contexts: readonly string[];
  readonly attributes: readonly TestAttribute[];
  readonly now: Date;
  /** Minutes that it counts from now; negative for one that is over. */
  readonly minutes?: number;
  readonly notBefore?: Date;
  readonly destination?: string | undefined;
  readonly recipient?: string;
  readonly confirmationInResponseTo?: string | undefined;
  readonly method?: string;
  /** When the person signed in; empty leaves it out. */
  readonly authenticatedAt?: Date | '';
  readonly assertionIssuer?: string;
};

/** An assertion in canonical form without its signature; `issuerEnd` is where the signature goes. */
export function assertionOf(parts: AnswerParts, id = newId()): { readonly id: string; readonly xml: string; readonly issuerEnd: number } {
  const { now } = parts;
  const until = new Date(now.getTime() + (parts.minutes ?? 5) * MINUTE_MS).toISOString();
  const issuer = element('saml2:Issuer', { children: [text(parts.assertionIssuer ?? parts.issuer)] });
  const xml = element('saml2:Assertion', { namespaces: { saml2: SAML }, attributes: { ID: id, IssueInstant: now.toISOString(), Version: '2.0' }, children: [
    issuer,
    element('saml2:Subject', { children: [
      element('saml2:NameID', { attributes: { Format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' }, children: [newId()] }),
      element('saml2:SubjectConfirmation', { attributes: { Method: parts.method ?? 'urn:oasis:names:tc:SAML:2.0:cm:bearer' }, children: [
        element('saml2:SubjectConfirmationData', { attributes: { InResponseTo: 'confirmationInResponseTo' in parts ? parts.confirmationInResponseTo : parts.inResponseTo, NotOnOrAfter: until, Recipient: parts.recipient ?? parts.answerAddress } }),
      ] }),
    ] }),
    element('saml2:Conditions', { attributes: { NotBefore: (parts.notBefore ?? new Date(now.getTime() - MINUTE_MS)).toISOString(), NotOnOrAfter: until }, children: [
      element('saml2:AudienceRestriction', { children: [element('saml2:Audience', { children: [text(parts.audience)] })] }),
    ] }),
    ...parts.contexts.map((context) => element('saml2:AuthnStatement', { attributes: { AuthnInstant: parts.authenticatedAt === '' ? undefined : (parts.authenticatedAt ?? now).toISOString(), SessionIndex: newId() }, children: [
      element('saml2:AuthnContext', { children: [element('saml2:AuthnContextClassRef', { children: [text(context)] })] }),
    ] })),
    element('saml2:AttributeStatement', { children: parts.attributes.map(({ name, friendlyName, values, trust }) => element('saml2:Attribute', {
      namespaces: { akdb: AKDB }, attributes: { FriendlyName: friendlyName, Name: name, NameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri', 'akdb:TrustLevel': trust },
      children: values.map((value) => element('saml2:AttributeValue', { children: [text(value)] })),
    })) }),
  ] });
  return { id, xml, issuerEnd: xml.indexOf(issuer) + issuer.length };
}

/** An assertion with its signature. */
export function signedAssertion(parts: AnswerParts, signing: Signing, id = newId()): string {
  const { xml, issuerEnd } = assertionOf(parts, id);
  return `${xml.slice(0, issuerEnd)}${signatureOver(xml, id, signing)}${xml.slice(issuerEnd)}`;
}

/** The answer around what is put into it; unsigned itself, or signed as a whole with `signing`. */
export function responseAround(parts: AnswerParts, content: readonly string[], options: { readonly signing?: Signing; readonly status?: string; readonly beforeStatus?: string } = {}): string {
  const id = newId();
  const issuer = element('saml2:Issuer', { namespaces: { saml2: SAML }, children: [text(parts.issuer)] });
  const xml = element('saml2p:Response', {
    namespaces: { saml2p: PROTOCOL }, attributes: { Destination: 'destination' in parts ? parts.destination : parts.answerAddress, ID: id, InResponseTo: parts.inResponseTo, IssueInstant: parts.now.toISOString(), Version: '2.0' },
    children: [issuer, options.beforeStatus ?? '', element('saml2p:Status', { children: [element('saml2p:StatusCode', { attributes: { Value: options.status ?? 'urn:oasis:names:tc:SAML:2.0:status:Success' } })] }), ...content],
  });
  if (options.signing === undefined) return xml;
  const end = xml.indexOf(issuer) + issuer.length;
  return `${xml.slice(0, end)}${signatureOver(xml, id, options.signing)}${xml.slice(end)}`;
}

/** A whole answer, signed as BundID signs: the assertion, and the answer around it; with `certificate` the assertion is encrypted for whoever has its key. */
export function makeAnswer(parts: AnswerParts, signing: Signing, certificate?: string): string {
  const assertion = signedAssertion(parts, signing);
  return responseAround(parts, [certificate === undefined ? assertion : encrypted(assertion, { certificate })], { signing });
}

/** A form field as it is posted. */
export function packed(xml: string | Buffer): string {
  return (typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml).toString('base64');
}

/** A random identifier as XML wants it. */
export function newId(): string {
  return `_${randomBytes(16).toString('hex')}`;
}
