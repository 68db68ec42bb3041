/** Why an archive was made: at the end, asked for by a person, every night, before an update, before a return to older data. */
export type ArchiveReason = 'exit' | 'asked' | 'nightly' | 'before-update' | 'before-restore';

/** An archive that lies ready, without its content. Every one can be returned to and read elsewhere. */
export type ArchiveRecord = {
  readonly id: string;
  readonly instanceId: string;
  readonly reason: ArchiveReason;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** One hash over all its files, to compare with what was restored; see `treeHash`. */
  readonly treeSha256: string;
  readonly files: number;
  /** The version whose data they are; undefined for apps of our own. */
  readonly packageVersion: string | undefined;
  /** Volumes were copied at rest, without the commands of the package. */
  readonly asTheyLie: boolean;
  readonly madeAt: Date;
  /** When it was last read back whole or restored somewhere with equal data. */
  readonly provenAt: Date | undefined;
  /** Then it is erased; undefined as long as the instance is not deleted. */
  readonly keepUntil: Date | undefined;
  readonly fetchedAt: Date | undefined;
};

/** How long an archive that was asked for is kept. Our own choice, no period of law. */
export const ASKED_ARCHIVE_DAYS = 30;

/** How long the archive of an ended instance is kept after the deletion of its data. Our own choice, no period of law. */
export const EXIT_ARCHIVE_DAYS = 90;

/** How long nightly backups are kept when the plan does not say. Our own choice. */
export const NIGHTLY_DAYS = 14;

/** How long the backup before an update or a return is kept. Our own choice. */
export const BEFORE_DAYS = 30;
