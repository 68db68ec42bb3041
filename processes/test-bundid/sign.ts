import { createHash, createSign } from 'node:crypto';
import { element, text } from './canonical-xml.ts';

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** How a signature is made; the defaults are what BundID does, the rest is for tests of what must be refused. */
export type Signing = { readonly privateKey: string; readonly certificate?: string; readonly hash?: 'sha1' | 'sha256'; readonly referenceTo?: string };

const METHODS = {
  sha1: { signature: `${DS}rsa-sha1`, digest: `${DS}sha1`, name: 'RSA-SHA1' },
  sha256: { signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', digest: 'http://www.w3.org/2001/04/xmlenc#sha256', name: 'RSA-SHA256' },
} as const;

/** An XML signature over an element in canonical form, to be put into that element right behind its issuer. */
export function signatureOver(canonical: string, id: string, { privateKey, certificate, hash = 'sha256', referenceTo = `#${id}` }: Signing): string {
  const method = METHODS[hash];
  const algorithm = (name: string, uri: string) => element(name, { attributes: { Algorithm: uri } });
  const reference = element('ds:Reference', { attributes: { URI: referenceTo }, children: [
    element('ds:Transforms', { children: [algorithm('ds:Transform', `${DS}enveloped-signature`), algorithm('ds:Transform', EXCLUSIVE)] }),
    algorithm('ds:DigestMethod', method.digest), element('ds:DigestValue', { children: [createHash(hash).update(canonical).digest('base64')] }),
  ] });
  const inner = [algorithm('ds:CanonicalizationMethod', EXCLUSIVE), algorithm('ds:SignatureMethod', method.signature), reference];
  // Alone it declares its prefix itself; inside the signature it inherits it.
  const value = createSign(method.name).update(element('ds:SignedInfo', { namespaces: { ds: DS }, children: inner })).sign(privateKey, 'base64');
  const key = certificate === undefined ? [] : [element('ds:KeyInfo', { children: [element('ds:X509Data', { children: [element('ds:X509Certificate', { children: [text(certificate.replaceAll(/-----[^-]+-----|\s/gu, ''))] })] })] })];
  return element('ds:Signature', { namespaces: { ds: DS }, children: [element('ds:SignedInfo', { children: inner }), element('ds:SignatureValue', { children: [value] }), ...key] });
}
