import { UnusableConfig } from '@allmende/config';
import { ROLES, type RolePasswords } from '@allmende/database';

/** What an installation's processes need to know. */
export type EnvironmentInput = { readonly dataDir: string; readonly port: number; readonly gatewayPort?: number; readonly fitConnectPort?: number; readonly host: string; readonly ownerUrl: string; readonly passwords: RolePasswords; readonly secret: string };

/** The environment of all processes: what this installation decides, over what the operator's environment says. */
export function environmentOf(given: EnvironmentInput): Record<string, string> {
  const as = (key: keyof RolePasswords) => {
    const url = new URL(given.ownerUrl);
    url.username = ROLES[key];
    url.password = given.passwords[key];
    if (url.username !== ROLES[key]) throw new UnusableConfig('DATABASE_URL', 'braucht einen Rechnernamen');
    return url.href;
  };
  return {
    ALLMENDE_DATA_DIR: given.dataDir,
    ALLMENDE_HOST: given.host,
    ALLMENDE_PORT: String(given.port),
    ...(given.gatewayPort === undefined ? {} : { ALLMENDE_GATEWAY_PORT: String(given.gatewayPort) }),
    ...(given.fitConnectPort === undefined ? {} : { ALLMENDE_FIT_CONNECT_PORT: String(given.fitConnectPort) }),
    ALLMENDE_PUBLIC_ADDRESS: process.env['ALLMENDE_PUBLIC_ADDRESS'] ?? `http://localhost:${given.port}`,
    ALLMENDE_SECRET: process.env['ALLMENDE_SECRET'] ?? given.secret,
    ALLMENDE_DATABASE_APP_URL: as('app'),
    ALLMENDE_DATABASE_PLATFORM_URL: as('platform'),
    ALLMENDE_DATABASE_JOBS_URL: as('jobs'),
    ALLMENDE_LOG_LEVEL: process.env['ALLMENDE_LOG_LEVEL'] ?? (process.stdout.isTTY ? 'warn' : 'info'),
  };
}
