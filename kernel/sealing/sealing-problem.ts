/** Why sealing or opening did not work. */
export type SealingProblemCode = 'unreadable' | 'wrong-purpose' | 'not-for-this-key' | 'share-damaged' | 'too-few-shares' | 'content-damaged' | 'weak-passphrase' | 'wrong-passphrase' | 'bad-key' | 'bad-threshold' | 'bad-field';

/** Thrown by everything in this room. Runs in browsers too, so it knows nothing of the house's errors; `names` says which shares or fields are meant. */
export class SealingProblem extends Error {
  override name = 'SealingProblem';
  readonly code: SealingProblemCode;
  readonly names: readonly string[];

  constructor(code: SealingProblemCode, names: readonly string[] = []) {
    super(names.length === 0 ? code : `${code}: ${names.join(', ')}`);
    this.code = code;
    this.names = names;
  }
}
