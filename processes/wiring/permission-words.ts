import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What each permission means for people, by id; `permission-words.json` has one line for every permission that a role of an authority carries. */
export const permissionWords = JSON.parse(readFileSync(path.join(import.meta.dirname, 'permission-words.json'), 'utf8')) as Readonly<Record<string, { readonly de: string; readonly en: string }>>;
