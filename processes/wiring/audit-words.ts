import type { AuditWords, RoomWords } from '@allmende/audit/module';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, 'audit-words');

/** What the entries of the audit log mean for people, for all rooms: one file each in `audit-words/`. */
export const auditWords: AuditWords = Object.fromEntries(readdirSync(FOLDER).filter((name) => name.endsWith('.json')).map((name) => [path.basename(name, '.json'), JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as RoomWords]));
