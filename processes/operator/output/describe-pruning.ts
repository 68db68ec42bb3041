import type { PruningPlan } from '@allmende/operations';
import { decimal } from './progress.ts';

/** What was deleted, or would be, and what stays for whose sake. */
export function describePruning({ dryRun, kept, removed, silent }: Pick<PruningPlan, 'kept' | 'removed' | 'silent'> & { readonly dryRun: boolean }): string {
  if (silent.length > 0) {
    return `Nichts gelöscht: Auf diesem Rechner ${silent.length === 1 ? 'liegt eine andere Installation, die' : 'liegen andere Installationen, die'} noch nicht gesagt ${silent.length === 1 ? 'hat' : 'haben'}, welche Abbilder sie ${silent.length === 1 ? 'braucht' : 'brauchen'} (${silent.join(', ')}).\nRufen Sie dort einmal auf: ./allmende app prune\nGibt es sie nicht mehr, löschen Sie, was von ihr blieb: podman pod ls und podman volume ls zeigen es mit --filter label=allmende.installation=${silent[0] ?? ''}`;
  }
  const megabytes = decimal(removed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / 1e6);
  return [
    ...removed.map(({ names, sizeBytes }) => `  ${dryRun ? '–' : '✓'} ${names[0] ?? ''} (${decimal(sizeBytes / 1e6)} MB)`),
    ...kept.map(({ because, name }) => `  · ${name} bleibt: ${because === 'container' ? 'Ein Container ist daraus gemacht.' : 'Eine andere Installation auf diesem Rechner braucht es.'}`),
    removed.length === 0 ? 'Es gibt kein Abbild, das niemand mehr braucht.' : dryRun ? `Frei würden ${megabytes} MB. Gelöscht ist nichts (--dry-run).` : `${megabytes} MB sind frei.`,
  ].join('\n');
}
