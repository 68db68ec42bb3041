import type { CatalogImport } from '@allmende/catalog';
import { number } from './progress.ts';

/** What an import into the store did, in German: counts, then what deviates (with its first problem), then what could not be read. */
export function describeCatalogImport(report: CatalogImport): string {
  const listed = report.added + report.changed + report.unchanged;
  const lines = [
    `Im Store: ${number(listed)} (${number(report.added)} neu, ${number(report.changed)} geändert, ${number(report.unchanged)} unverändert)`,
    `Davon nach dem Standard publiccode.yml: ${number(report.conformant)} fehlerfrei, ${number(report.deviating.length)} mit Abweichungen`,
    `Nicht lesbar: ${number(report.rejected.length)}`,
  ];
  if (report.deviating.length > 0) {
    lines.push('', 'Mit Abweichungen, trotzdem im Store:');
    for (const { file, errors, problems } of report.deviating) {
      const [first] = problems;
      lines.push(`  ${file}${first ? `, Zeile ${first.line}: ${first.message}` : ''}${errors > 1 ? ` (und ${number(errors - 1)} weitere)` : ''}`);
    }
  }
  if (report.rejected.length > 0) {
    lines.push('', 'Nicht lesbar:');
    for (const { file, line, reason } of report.rejected) lines.push(`  ${file}, Zeile ${line}: ${reason}`);
  }
  return lines.join('\n');
}
