export { checkFields, openSealedFields, sealFields, type SealedFields, type SheetField, type SealingSheet } from './sealed-fields.ts';
export { commitmentTo, envelopeDigest, readEnvelope, type Envelope, type SealedShare } from './envelope.ts';
export { checkShare, openEnvelope } from './open-envelope.ts';
export { newRecipientKey, openKeyFile, publicKeyOf, readPublicKey, thumbprintOf, type KeyFile, type PrivateKey, type PublicKey } from './recipient-key.ts';
export { openShare, type OpenedShare } from './open-share.ts';
export { sealEnvelope } from './seal-envelope.ts';
export { SealingProblem, type SealingProblemCode } from './sealing-problem.ts';
