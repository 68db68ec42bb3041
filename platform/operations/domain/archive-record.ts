/** An archive that lies ready, without its content. `exit` ones come with the end of an instance, the others were asked for. */
export type ArchiveRecord = {
  readonly id: string;
  readonly instanceId: string;
  readonly reason: 'exit' | 'asked';
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly madeAt: Date;
  /** Then it is erased; undefined as long as the instance is not deleted. */
  readonly keepUntil: Date | undefined;
  readonly fetchedAt: Date | undefined;
};

/** How long an archive that was asked for is kept. Our own choice, no period of law. */
export const ASKED_ARCHIVE_DAYS = 30;

/** How long the archive of an ended instance is kept after the deletion of its data. Our own choice, no period of law. */
export const EXIT_ARCHIVE_DAYS = 90;
