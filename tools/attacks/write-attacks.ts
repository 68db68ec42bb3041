import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { attacksPage } from './attacks-page.ts';
import { listAttacks } from './list-attacks.ts';

writeFileSync(path.join(import.meta.dirname, '../../docs/attacks.md'), attacksPage(listAttacks()));
