import { readFile } from 'node:fs/promises';
import { readFoundingMembers, type FoundingMember } from '../domain/founding-member.ts';

/** Reads the founding members that ship with the platform. */
export async function loadFoundingMembers(): Promise<readonly FoundingMember[]> {
  return readFoundingMembers(await readFile(new URL('../../../standards/membership/founding-members.csv', import.meta.url), 'utf8'));
}
