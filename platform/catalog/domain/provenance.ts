import { parse } from 'yaml';
import type { Provenance } from './solution.ts';
import { isCalendarDay, isHttpUrl } from './value-checks.ts';

/** Reads the origin.yaml beside a description; null when it names no repository and full commit. */
export function readProvenance(content: Uint8Array): Provenance | null {
  if (content.byteLength > 64 * 1024) return null;
  try {
    const stated = parse(new TextDecoder().decode(content), { maxAliasCount: 0 }) as Record<string, unknown> | null;
    const { repository, commit, readOn } = stated ?? {};
    if (typeof repository !== 'string' || !isHttpUrl(repository) || typeof commit !== 'string' || !/^[0-9a-f]{40}$/.test(commit)) return null;
    return { repository, commit, readOn: typeof readOn === 'string' && isCalendarDay(readOn) ? readOn : null };
  } catch {
    return null;
  }
}
