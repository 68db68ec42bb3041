import path from 'node:path';
import type { Config } from '@allmende/config';
import { PLATFORM_TENANT } from '@allmende/database';
import { REPOSITORY } from '../options.ts';

/** The gateway talks with everybody, so it gets the fewest rights: no access as the job queue's own role. A library of the job queue looks for settings up to the home folder, which therefore is the program's own. */
export function gatewayEnvironment(env: Readonly<Record<string, string>>, config: Pick<Config, 'apps'>): Record<string, string> {
  const { tls } = config.apps;
  return {
    ...env, ALLMENDE_DATABASE_JOBS_URL: 'none:', HOME: REPOSITORY.replace(/\/$/u, ''),
    ...(tls ? { ALLMENDE_GATEWAY_TLS_CERT: path.resolve(tls.certificateFile), ALLMENDE_GATEWAY_TLS_KEY: path.resolve(tls.keyFile) } : {}),
  };
}

/**
 * Options of Node's permission model for the gateway: it reads the program, its certificate and the platform's own key, never that of an authority; it writes no file and starts no other program.
 * Addons stay allowed, as hashing of passwords is one and belongs to a room that it needs.
 */
export function gatewayRights(config: Pick<Config, 'apps' | 'keysDir'>): string[] {
  const files = [REPOSITORY, path.join(path.resolve(config.keysDir), `${PLATFORM_TENANT}.key`), ...(config.apps.tls ? [config.apps.tls.certificateFile, config.apps.tls.keyFile].map((file) => path.resolve(file)) : [])];
  return ['--permission', '--allow-addons', '--disable-warning=PERM0001', ...files.map((file) => `--allow-fs-read=${file}`)];
}
