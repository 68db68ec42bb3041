import { AnswerRefused } from '../../domain/errors.ts';
import { allNodes, attributeValue, childrenNamed, childrenOf, isNamed, NS } from './xml.ts';

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
// No SHA-1: collisions can be bought. The longer hashes cost nothing.
const SIGNATURES = ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'];
const DIGESTS = ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'];

/**
 * Refuses an answer whose shape leaves room for two readings, before any signature is looked at: it must be one Response with one assertion, identifiers that occur once, and signatures that stand in their place and sign the element they stand in.
 * With that, what the library verifies is what we read. Throws AnswerRefused.
 */
export function checkResponseShape(document: Document): { readonly isResponseSigned: boolean; readonly isEncrypted: boolean } {
  const root = document.documentElement;
  if (!isNamed(root, NS.protocol, 'Response') || attributeValue(root, 'Version') !== '2.0') throw new AnswerRefused('shape');
  const elements = [...allNodes(document)].filter((node): node is Element => node.nodeType === 1);
  checkIds(elements);
  const assertions = elements.filter((each) => each.localName === 'Assertion');
  const encrypted = elements.filter((each) => each.localName === 'EncryptedAssertion');
  if (assertions.length + encrypted.length !== 1 || [...assertions, ...encrypted].some((each) => each.parentNode !== root || each.namespaceURI !== NS.assertion)) throw new AnswerRefused('assertions');
  const known = (child: Element) => isNamed(child, NS.assertion, 'Issuer') || isNamed(child, NS.signature, 'Signature') || isNamed(child, NS.protocol, 'Status') || assertions.includes(child) || encrypted.includes(child);
  if (!childrenOf(root).every(known) || childrenNamed(root, NS.protocol, 'Status').length !== 1) throw new AnswerRefused('shape');
  const places = [root, ...assertions];
  const signatures = elements.filter((each) => each.localName === 'Signature');
  for (const signature of signatures) checkSignature(signature, places);
  const countIn = (parent: Element) => signatures.filter(({ parentNode }) => parentNode === parent).length;
  if (places.some((place) => countIn(place) > 1)) throw new AnswerRefused('signature-place');
  const [assertion] = assertions;
  if (assertion && countIn(assertion) === 0) throw new AnswerRefused('signature-missing');
  return { isResponseSigned: countIn(root) === 1, isEncrypted: encrypted.length === 1 };
}

function checkIds(elements: readonly Element[]): void {
  const ids = elements.flatMap((element) => ['ID', 'Id', 'id', 'xml:id'].flatMap((name) => attributeValue(element, name) ?? []));
  if (new Set(ids).size !== ids.length) throw new AnswerRefused('duplicate-id');
}

function checkSignature(signature: Element, places: readonly Element[]): void {
  const parent = places.find((place) => place === signature.parentNode);
  // SAML's schema: right behind the issuer.
  const before = parent && childrenOf(parent)[childrenOf(parent).indexOf(signature) - 1];
  if (!parent || signature.namespaceURI !== NS.signature || !before || !isNamed(before, NS.assertion, 'Issuer')) throw new AnswerRefused('signature-place');
  const only = (element: Element | undefined, name: string): Element => {
    const found = element ? childrenNamed(element, NS.signature, name) : [];
    if (found.length !== 1 || !found[0]) throw new AnswerRefused('signature-place');
    return found[0];
  };
  const isExpected = (child: Element) => ['SignedInfo', 'SignatureValue', 'KeyInfo'].includes(child.localName);
  if (!childrenOf(signature).every(isExpected)) throw new AnswerRefused('signature-place');
  const info = only(signature, 'SignedInfo');
  only(signature, 'SignatureValue');
  const reference = only(info, 'Reference');
  const id = attributeValue(parent, 'ID');
  if (!id || attributeValue(reference, 'URI') !== `#${id}`) throw new AnswerRefused('signature-place');
  const algorithm = (element: Element) => attributeValue(element, 'Algorithm') ?? '';
  const transforms = childrenNamed(only(reference, 'Transforms'), NS.signature, 'Transform').map(algorithm);
  const isKnown = algorithm(only(info, 'CanonicalizationMethod')) === EXCLUSIVE && SIGNATURES.includes(algorithm(only(info, 'SignatureMethod'))) && DIGESTS.includes(algorithm(only(reference, 'DigestMethod')))
    && transforms.length === 2 && transforms[0] === ENVELOPED && transforms[1] === EXCLUSIVE;
  if (!isKnown) throw new AnswerRefused('signature-method');
}
