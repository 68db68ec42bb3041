import { execFileSync } from 'node:child_process';

/** The user that runs PostgreSQL when we are root, because PostgreSQL refuses root. */
export type SystemUser = { readonly uid: number; readonly gid: number; readonly name: string };

/** Root needs another user for PostgreSQL: `postgres` if there is one, else a new system user, else `nobody`. Undefined when we are not root. */
export function findSystemUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = lookUp('postgres') ?? lookUp('allmende-postgres') ?? create('allmende-postgres') ?? lookUp('nobody');
  if (!found) throw new Error('PostgreSQL does not run as root, and there is no other user. Start as another user, or set DATABASE_URL.');
  return found;
}

function lookUp(name: string): SystemUser | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g'), name };
  } catch {
    return undefined;
  }
}

function create(name: string): SystemUser | undefined {
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name], { stdio: 'ignore' });
    return lookUp(name);
  } catch {
    return undefined;
  }
}
