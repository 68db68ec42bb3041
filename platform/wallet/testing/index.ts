export { b64, jwe, jws, newPair, publicJwk, sha256, thumbprint, type Pair } from './peer/jose.ts';
export { answer, askedPaths, presentMdoc, presentSdJwt, readRequest, type WalletRequest } from './peer/test-holder.ts';
export { TestIssuer, type SdJwt, type TestMdoc, type TestPerson } from './peer/test-issuer.ts';
