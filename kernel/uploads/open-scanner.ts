import { clamdScanner, type ClamdAddress } from './clients/clamd-scanner.ts';
import type { VirusScanner } from './virus-scanner.ts';

/** The scanner that the configuration names (`ALLMENDE_CLAMD`); undefined where none is. */
export function openScanner(config: { readonly clamd: ClamdAddress | undefined }): VirusScanner | undefined {
  return config.clamd && clamdScanner(config.clamd);
}
