import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const EVIDENCE = `evidence:
  - id: reduction
    requiredWhen: claimsReduction
    accepts: [pdf, jpeg, png]
    maxMB: 1
    maxFiles: 2
    dueDays: 14
    validMonths: 6
    fromOffice: true
    checks:
      - { kind: kind, words: [Bescheinigung, Ausbildungsnachweis] }
      - { kind: name, fields: [applicant.givenName, applicant.familyName] }
      - { kind: period, months: 6 }
`;

/** A folder for `publishPackages` with a newer dog tax whose evidence says everything that evidence can say. */
export function aFolderWithEvidence(): string {
  const folder = mkdtempSync(join(tmpdir(), 'allmende-evidence-'));
  const copy = join(folder, 'hundesteuer');
  cpSync(join(import.meta.dirname, '../../../efa/hundesteuer'), copy, { recursive: true });
  writeFileSync(join(copy, 'evidence.yaml'), EVIDENCE);
  writeFileSync(join(copy, 'service.yaml'), readFileSync(join(copy, 'service.yaml'), 'utf8').replace(/^version: .*$/mu, 'version: 99.0.0'));
  return folder;
}
