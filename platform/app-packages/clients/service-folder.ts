import path from 'node:path';
import type { ManagedNeed } from '../domain/managed-needs.ts';

const SERVICES = path.join(import.meta.dirname, '../../../ops/services');

/** The folder from which the image of a program is built that the platform adds for a need. */
export function serviceFolder(need: ManagedNeed): string {
  return path.join(SERVICES, need);
}
