export { fileKeyStore } from './clients/file-key-store.ts';
export { createDataKey, destroyDataKey, destroyKeysAgain, insertDataKey, listDestroyedKeys, newDataKey, openDataKey, unwrapDataKey, type DataKey, type DestroyedKey, type NewDataKey } from './data/data-key.ts';
export { CannotOpen, KeyDestroyed } from './domain/errors.ts';
export type { KeyStore } from './domain/key-store.ts';
export { openPieces, type OpenedPieces } from './domain/open-pieces.ts';
export { sealPieces } from './domain/seal-pieces.ts';
export { newSecretKey, openBytes, openJson, sealBytes, sealJson, type SecretKey } from './domain/seal.ts';
export { secretsMigrations } from './migrations.ts';
