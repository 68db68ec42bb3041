/** Where a platform keeps what does not lie in the database. */
export type Places = {
  /** Sealed files: copied as they are. */
  readonly files: string;
  /** Signed checkpoints: anybody may read them. */
  readonly checkpoints: string;
  /** Keys of the authorities and the key that signs checkpoints: only sealed. */
  readonly keys: string;
  /** Single secret files by their path in a new data folder, such as `installation.json`: only sealed. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The data folder; what lies in it and is none of the above is backed up sealed, because nobody knows what it says. */
  readonly dataDir: string;
};

/** What lies in a data folder and is not `rest`: it has its own place in a backup, or belongs to the running process only. */
const APART = /^(?:database|files|checkpoints|keys|backup)(?:\/|$)|^running\.json|^installation\.json$|^restoring\.json$|^compile-cache\/|^toolchain\/|^installing/u;

/** Whether a path of a data folder belongs to the rest that no other part of a backup holds. */
export function isRest(file: string): boolean {
  return !APART.test(file);
}
