import { SAML } from '@node-saml/node-saml';
import { AnswerRefused } from '../../domain/errors.ts';
import { checkResponseShape } from './check-shape.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import { openEncrypted } from './open-encrypted.ts';
import { readAssertion, type Assertion } from './read-assertion.ts';
import type { Asker } from './request-address.ts';
import { attributeValue, childrenNamed, childrenOf, NS, readXml, textOf } from './xml.ts';

const LONGEST_ANSWER = 256 * 1024;
// Characters that XML does not know; another encoding would show itself by them.
const NO_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/u;
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/**
 * Reads an answer of BundID as it stands in the form field `SAMLResponse`. What comes back was signed with a key that the metadata name now, is meant for this asker and this moment, and was read from the signed bytes. Which request it answers
 * and whether that one still waits, the caller checks. Throws AnswerRefused.
 */
export async function readAnswer(field: string, idp: IdpMetadata, asker: Asker, now: Date): Promise<Assertion> {
  const text = decode(field);
  checkText(text);
  const document = readXml(text);
  if (!document) throw new AnswerRefused('unreadable');
  if (isRefusal(document)) throw new AnswerRefused('status');
  const { isResponseSigned, isEncrypted } = checkResponseShape(document);
  const root = document.documentElement;
  if (attributeValue(root, 'Destination') !== asker.answerAddress) throw new AnswerRefused('destination');
  if (childrenNamed(root, NS.assertion, 'Issuer').some((issuer) => textOf(issuer) !== idp.entityId)) throw new AnswerRefused('issuer');
  const verify = (answer: string, wantsResponseSigned: boolean) => verifiedAssertion(answer, { idp, asker, now, isResponseSigned: wantsResponseSigned });
  // An encrypted assertion is opened after the signature around it was verified, if there is one, and is then checked and verified like a plain one.
  if (isEncrypted && isResponseSigned) await verify(field, true);
  const verified = await (isEncrypted ? verify(openedAnswer(document, asker, isResponseSigned), false) : verify(field, isResponseSigned));
  const assertion = readAssertion(verified, { issuer: idp.entityId, audience: asker.entityId, recipient: asker.answerAddress, now });
  if (attributeValue(root, 'InResponseTo') !== assertion.inResponseTo) throw new AnswerRefused('in-response-to');
  return assertion;
}

function decode(field: string): string {
  if (field.length > LONGEST_ANSWER) throw new AnswerRefused('too-large');
  const packed = field.replaceAll(/\s/gu, '');
  if (packed === '' || !/^[A-Za-z0-9+/]+={0,2}$/u.test(packed)) throw new AnswerRefused('unreadable');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(packed, 'base64'));
  } catch {
    throw new AnswerRefused('unreadable');
  }
  return text;
}

function checkText(text: string): void {
  if (NO_XML.test(text)) throw new AnswerRefused('unreadable');
  if (/<!DOCTYPE|<!ENTITY/iu.test(text)) throw new AnswerRefused('doctype');
  // Signatures skip comments and instructions while readers may stop at them, and CDATA hides markup: no honest answer has any.
  if (/<!--|<!\[CDATA\[/u.test(text) || /<\?/u.test(text.replace(/^\uFEFF?<\?xml [^>]*\?>/u, ''))) throw new AnswerRefused('comment');
}

function openedAnswer(document: Document, asker: Asker, isResponseSigned: boolean): string {
  const plain = openEncrypted(document, asker, isResponseSigned);
  checkText(plain);
  const opened = readXml(plain);
  if (!opened) throw new AnswerRefused('unreadable');
  if (checkResponseShape(opened).isEncrypted) throw new AnswerRefused('assertions');
  return Buffer.from(plain, 'utf8').toString('base64');
}

// Somebody who gives up at BundID comes back with a status and without an assertion.
function isRefusal(document: Document): boolean {
  const [status] = childrenNamed(document.documentElement, NS.protocol, 'Status');
  const [code] = status ? childrenOf(status).filter((each) => each.localName === 'StatusCode') : [];
  return code !== undefined && attributeValue(code, 'Value') !== SUCCESS;
}

async function verifiedAssertion(field: string, { idp, asker, now, isResponseSigned }: { readonly idp: IdpMetadata; readonly asker: Asker; readonly now: Date; readonly isResponseSigned: boolean }): Promise<string> {
  if (idp.validUntil !== undefined && idp.validUntil <= now) throw new AnswerRefused('metadata-expired');
  const certificates = idp.certificates.filter(({ validFrom, validTo }) => validFrom <= now && now <= validTo);
  if (certificates.length === 0) throw new AnswerRefused('certificate-expired');
  const saml = new SAML({
    idpCert: certificates.map(({ pem }) => pem), issuer: asker.entityId, callbackUrl: asker.answerAddress, entryPoint: idp.signInAddress,
    decryptionPvk: asker.privateKey, wantAssertionsSigned: true, wantAuthnResponseSigned: isResponseSigned,
    // Audience, issuer and times are checked by us, each with its own reason and against our clock; and the request is used up only by an answer that passed everything: the library would forget it at the first bad one.
    acceptedClockSkewMs: -1, audience: false,
  });
  try {
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: field.replaceAll(/\s/gu, '') });
    const xml = profile?.getAssertionXml?.();
    if (xml === undefined || xml === '') throw new AnswerRefused('signature-invalid');
    return xml;
  } catch (error) {
    if (error instanceof AnswerRefused) throw error;
    // The one thing about times that the library insists on, once the signature is right.
    if (error instanceof Error && error.message.startsWith('Error parsing NotOnOrAfter')) throw new AnswerRefused('expired');
    throw new AnswerRefused('signature-invalid');
  }
}
