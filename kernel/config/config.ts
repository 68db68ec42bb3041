import { DomainError } from '@allmende/errors';

/** What the environment decides. Read once at start, then frozen; nobody else reads `process.env`. */
export type Config = {
  /** `ALLMENDE_ENV`: `production` never seeds demo data and refuses missing or default secrets. */
  readonly environment: 'production' | 'development' | 'test';
  /** `ALLMENDE_DATA_DIR`: keys, files, checkpoints and the embedded database live below it. */
  readonly dataDir: string;
  /** `ALLMENDE_HOST`, default 127.0.0.1. */
  readonly host: string;
  /** `ALLMENDE_PORT`, default 8080. 0 takes any free port. */
  readonly port: number;
  /** `ALLMENDE_PUBLIC_ADDRESS`: the address people type, without a trailing slash; decides secure cookies. */
  readonly publicAddress: string;
  /** `ALLMENDE_OFFICE_ADDRESS`, `ALLMENDE_OPERATOR_ADDRESS`, `ALLMENDE_SUPPLIER_ADDRESS`: own hosts for these areas; default: the public address. */
  readonly areaAddress: { readonly office: string; readonly operator: string; readonly supplier: string };
  /** `ALLMENDE_SECRET`: at least 32 characters; signs form tokens. */
  readonly secret: string;
  /** `ALLMENDE_DATABASE_APP_URL`, `…_PLATFORM_URL`, `…_JOBS_URL`: the three roles of the running platform. */
  readonly databaseUrls: { readonly app: string; readonly platform: string; readonly jobs: string };
  /** `ALLMENDE_KEYS_DIR`: keys of the authorities, never in the database. Default `<data dir>/keys`. */
  readonly keysDir: string;
  /** `ALLMENDE_FILES_DIR`: sealed files. Default `<data dir>/files`. */
  readonly filesDir: string;
  /** `ALLMENDE_CHECKPOINTS_DIR`: signed checkpoints; in operation on another machine's disk. Default `<data dir>/checkpoints`. */
  readonly checkpointsDir: string;
  /** `ALLMENDE_LOG_LEVEL`, default `info`. */
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** `ALLMENDE_DATABASE_CONNECTIONS`: per process and role, default 10. */
  readonly databaseConnections: number;
  /** `ALLMENDE_TRUST_PROXY=1`: take the client's address from X-Forwarded-For of the proxy in front. */
  readonly trustProxy: boolean;
};

const KNOWN_SECRETS = /^(?:change|me|my|default|password|secret|development|production|allmende|demo|test)+$/u;

/** Thrown at start when the environment cannot be used; the message names the variable and the remedy. */
export class UnusableConfig extends DomainError {
  override name = 'UnusableConfig';

  constructor(variable: string, remedy: string) {
    super({ kind: 'invalid', code: 'kernel/unusable-config', message: `${variable}: ${remedy}` });
  }
}

/** Reads and checks the environment; throws UnusableConfig on the first thing that cannot work. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const environment = oneOf(env, 'ALLMENDE_ENV', ['development', 'production', 'test'], 'development');
  const dataDir = required(env, 'ALLMENDE_DATA_DIR', 'nennen Sie den Ordner für Schlüssel, Dateien und Prüfpunkte');
  const port = wholeNumber(env, 'ALLMENDE_PORT', 8080, 0, 65_535);
  const host = env['ALLMENDE_HOST'] ?? '127.0.0.1';
  const publicAddress = address(env, 'ALLMENDE_PUBLIC_ADDRESS', `http://localhost:${port}`);
  return Object.freeze({
    environment,
    dataDir,
    host,
    port,
    publicAddress,
    areaAddress: Object.freeze({
      office: address(env, 'ALLMENDE_OFFICE_ADDRESS', publicAddress),
      operator: address(env, 'ALLMENDE_OPERATOR_ADDRESS', publicAddress),
      supplier: address(env, 'ALLMENDE_SUPPLIER_ADDRESS', publicAddress),
    }),
    secret: secret(env, environment),
    databaseUrls: Object.freeze({
      app: required(env, 'ALLMENDE_DATABASE_APP_URL', 'Adresse der Datenbank für die Rolle, die Menschen bedient'),
      platform: required(env, 'ALLMENDE_DATABASE_PLATFORM_URL', 'Adresse der Datenbank für die Rolle, die über Behörden hinweg arbeitet'),
      jobs: required(env, 'ALLMENDE_DATABASE_JOBS_URL', 'Adresse der Datenbank für die Rolle, die Aufträge ausführt'),
    }),
    keysDir: env['ALLMENDE_KEYS_DIR'] ?? `${dataDir}/keys`,
    filesDir: env['ALLMENDE_FILES_DIR'] ?? `${dataDir}/files`,
    checkpointsDir: env['ALLMENDE_CHECKPOINTS_DIR'] ?? `${dataDir}/checkpoints`,
    logLevel: oneOf(env, 'ALLMENDE_LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    databaseConnections: wholeNumber(env, 'ALLMENDE_DATABASE_CONNECTIONS', 10, 1, 500),
    trustProxy: env['ALLMENDE_TRUST_PROXY'] === '1',
  });
}

type Env = Readonly<Record<string, string | undefined>>;

function required(env: Env, name: string, remedy: string): string {
  const value = env[name];
  if (!value) throw new UnusableConfig(name, `fehlt: ${remedy}`);
  return value;
}

function oneOf<Choice extends string>(env: Env, name: string, choices: readonly Choice[], fallback: Choice): Choice {
  const value = env[name] ?? fallback;
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new UnusableConfig(name, `ist „${value}“; möglich sind ${choices.join(', ')}`);
  return choice;
}

function wholeNumber(env: Env, name: string, fallback: number, least: number, most: number): number {
  const value = env[name] === undefined ? fallback : Number(env[name]);
  if (!Number.isInteger(value) || value < least || value > most) throw new UnusableConfig(name, `muss eine ganze Zahl von ${least} bis ${most} sein`);
  return value;
}

function address(env: Env, name: string, fallback: string): string {
  const value = env[name] ?? fallback;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.pathname !== '/' || url.search !== '') {
    throw new UnusableConfig(name, `„${value}“ ist keine einfache Adresse wie https://allmende.example`);
  }
  return url.origin;
}

function secret(env: Env, environment: Config['environment']): string {
  const value = required(env, 'ALLMENDE_SECRET', 'setzen Sie mindestens 32 zufällige Zeichen');
  if (value.length < 32 || KNOWN_SECRETS.test(value.toLowerCase().replaceAll(/[^a-z]/gu, '')) || new Set(value).size < 8) {
    throw new UnusableConfig('ALLMENDE_SECRET', 'ist zu kurz oder allgemein bekannt; setzen Sie mindestens 32 zufällige Zeichen');
  }
  if (environment === 'production' && value.startsWith('demo-')) throw new UnusableConfig('ALLMENDE_SECRET', 'ist das einer Vorführung; setzen Sie für den Betrieb ein eigenes');
  return value;
}
