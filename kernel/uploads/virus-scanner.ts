import { DomainError } from '@allmende/errors';

/** Something that looks for malware in bytes. */
export type VirusScanner = {
  /** Throws ScannerUnavailable when there is no clear verdict. */
  scan(bytes: Uint8Array): Promise<'clean' | 'infected'>;
};

/** Thrown when the configured virus scanner cannot be reached or gives no clear verdict: nothing passes without one. */
export class ScannerUnavailable extends DomainError {
  override name = 'ScannerUnavailable';

  constructor(options: { cause?: unknown } = {}) {
    super({ kind: 'unavailable', code: 'uploads/scanner-unavailable', message: 'Die Virenprüfung ist gerade nicht erreichbar. Die Datei bleibt gesperrt, bis sie geprüft ist.', ...options });
  }
}
