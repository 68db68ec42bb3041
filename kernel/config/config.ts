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
  /** Where ordered apps answer: behind the gateway, on another registrable domain than the platform's own pages. */
  readonly apps: AppsConfig;
  /** A cluster in which ordered apps run; without it they run on this machine. */
  readonly kubernetes: KubernetesConfig | undefined;
  /** `ALLMENDE_SMTP_URL` (`smtps://name:password@mail.example`, or smtp:// with STARTTLS) and `ALLMENDE_MAIL_FROM`: how e-mails leave. Without it none are sent. */
  readonly mail: { readonly url: string; readonly from: string; /** `ALLMENDE_MAIL_BOUNCES`: Maildir into which the mail server puts what comes back to that address. Without it only what is refused at once is noticed. */ readonly bounces?: string } | undefined;
  /** `OTEL_EXPORTER_OTLP_ENDPOINT`: where traces and figures go by OTLP over HTTP; `OTEL_EXPORTER_OTLP_HEADERS`: `name=value,…`. Without it nothing is sent. */
  readonly telemetry: { readonly endpoint: string; readonly headers: Readonly<Record<string, string>> } | undefined;
  /** `ALLMENDE_CLAMD`: `tcp://127.0.0.1:3310` or `unix:/run/clamav/clamd.ctl`. With it no upload passes without its verdict; without it uploads are cleaned but not scanned for viruses. */
  readonly clamd: { readonly host: string; readonly port: number } | { readonly path: string } | undefined;
  /** `ALLMENDE_BREACHED_PASSWORDS`: file with SHA-1 values of breached passwords, sorted, as Have I Been Pwned gives them out; new passwords of staff are held against it on this machine. Without it only very common ones are refused. */
  readonly breachedPasswords: string | undefined;
  /** `ALLMENDE_BUNDID_METADATA`: file with the SAML metadata of BundID; read again whenever it changes. Without it nobody can sign in with BundID. */
  readonly bundidMetadata: string | undefined;
  /** The delivery service for FIT-Connect. */
  readonly fitConnect: FitConnectConfig;
  /** `ALLMENDE_DELIVERY_FOLDER`: where messages for specialist systems are laid that fetch files, a folder for each authority in it. What lies there is readable: keep it on an encrypted disk that only these systems see. Without it no authority can choose that way. */
  readonly deliveryFolder: string | undefined;
  /**
   * `ALLMENDE_TSA_URL` (RFC 3161 over HTTP, `https://name:password@tsa.example/tsr` if it asks for one) and `ALLMENDE_TSA_CERTS` (PEM file with the certificates above its own): who stamps the checkpoints of the audit logs.
   * Without them none are stamped in production; elsewhere a test authority of the platform does it.
   */
  readonly timeStamps: { readonly url: string; readonly certificatesFile: string } | undefined;
  /** `ALLMENDE_OCDS_PREFIX`: `ocds-` and six characters, given by the Open Contracting Partnership; without it exports carry a placeholder that says so. */
  readonly ocdsPrefix: string | undefined;
  /** Asking wallets of citizens. Without these files none is asked in production; elsewhere a demonstration makes its own. */
  readonly wallet: WalletConfig;
};

/** Where the delivery service for FIT-Connect answers, and whom it may call back. */
export type FitConnectConfig = {
  /** `ALLMENDE_FIT_CONNECT_PORT`, default 8082. 0 takes any free port. */
  readonly port: number;
  /** `ALLMENDE_FIT_CONNECT_ADDRESS`: as clients know it, and the issuer of its events; default `http://localhost:<port>`. */
  readonly address: string;
  /** `ALLMENDE_FIT_CONNECT_CALLBACK_HOSTS`: `fach.intern:8443,localhost`. Hosts of the operator's own network that may be called back, also without https; without a port any. Outside operation this machine by default, in operation none. */
  readonly callbackHosts: readonly string[];
};

/** What the operator says about wallets. */
export type WalletConfig = {
  /** `ALLMENDE_WALLET_TRUST`: JSON file with the issuers of identification data that are trusted, dated. */
  readonly trustFile: string | undefined;
  /** `ALLMENDE_WALLET_CERT` and `ALLMENDE_WALLET_KEY`: PEM files of the access certificate, with those above it, from the register of relying parties. */
  readonly access: { readonly certificateFile: string; readonly keyFile: string } | undefined;
};

/** How a cluster is reached, and what its operator says about it. */
export type KubernetesConfig = {
  /** `ALLMENDE_KUBECONFIG`: file with address and credentials. */
  readonly kubeconfig: string;
  /** `ALLMENDE_KUBERNETES_CONTEXT`: which of its contexts; its own choice if missing. */
  readonly context: string | undefined;
  /** `ALLMENDE_KUBERNETES_SETTINGS`: YAML file with what is special about the cluster. */
  readonly settingsFile: string | undefined;
};

/** The addresses of ordered apps and how the gateway serves them. */
export type AppsConfig = {
  /** `ALLMENDE_APPS_DOMAIN`: each instance gets a host below it. Default `apps.localhost`, which browsers find on this machine without any DNS. */
  readonly domain: string;
  /** `ALLMENDE_APPS_ADDRESS`: scheme, domain and port as people type them, when something stands in front of the gateway; its host must be the domain. */
  readonly address: string;
  /** `ALLMENDE_GATEWAY_PORT`, default 8081. 0 takes any free port. */
  readonly port: number;
  /** `ALLMENDE_GATEWAY_PLAIN_PORT`: beside https, where plain http is led to https and certificate authorities look (80 in operation). */
  readonly plainPort: number | undefined;
  /** `ALLMENDE_GATEWAY_TLS_CERT` and `ALLMENDE_GATEWAY_TLS_KEY`: PEM files of a wildcard certificate for the apps domain. With them the gateway speaks https. */
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | undefined;
  /** `ALLMENDE_ACME_DIRECTORY` (RFC 8555) and `ALLMENDE_ACME_CONTACT`: where certificates for the authorities' own domains come from. */
  readonly acme: { readonly directory: string; readonly contact: string } | undefined;
  /** `ALLMENDE_DNS_SERVERS`: `192.0.2.53,192.0.2.54:5353`; asked for the proofs of own domains. Default: those of the machine. */
  readonly dnsServers: readonly string[];
  /** `ALLMENDE_APPS_SIGN_IN_PORT`, default 8480: where this machine listens, at the addresses of containers' own networks alone, for apps that sign people in. */
  readonly signInPort: number;
  /** `ALLMENDE_GATEWAY_MAX_BODY_MIB`: largest request, default 1024. */
  readonly maxBodyBytes: number;
  /** `ALLMENDE_APPS_SMTP_URL` (`smtp://name:password@mail.example:587`) and `ALLMENDE_APPS_MAIL_FROM`: the mail server that apps which ask for one get, apart from the platform's own. Without it such apps cannot be ordered. */
  readonly mail: { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly sender: string } | undefined;
  /** `ALLMENDE_APPS_OBJECT_STORES`: JSON file that names, for each authority and app, a bucket with keys of its own. Without it apps which ask for one cannot be ordered. */
  readonly objectStoresFile: string | undefined;
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
    apps: apps(env),
    kubernetes: kubernetes(env),
    mail: mail(env),
    telemetry: telemetry(env),
    clamd: clamd(env),
    breachedPasswords: env['ALLMENDE_BREACHED_PASSWORDS'] || undefined,
    bundidMetadata: env['ALLMENDE_BUNDID_METADATA'] || undefined,
    fitConnect: fitConnect(env, environment),
    deliveryFolder: env['ALLMENDE_DELIVERY_FOLDER'] || undefined,
    timeStamps: timeStamps(env),
    ocdsPrefix: ocdsPrefix(env),
    wallet: wallet(env),
  });
}

function kubernetes(env: Env): KubernetesConfig | undefined {
  const kubeconfig = env['ALLMENDE_KUBECONFIG'];
  const context = env['ALLMENDE_KUBERNETES_CONTEXT'] || undefined;
  const settingsFile = env['ALLMENDE_KUBERNETES_SETTINGS'] || undefined;
  if (kubeconfig) return Object.freeze({ kubeconfig, context, settingsFile });
  if (context !== undefined || settingsFile !== undefined) throw new UnusableConfig('ALLMENDE_KUBECONFIG', 'fehlt: ohne diese Datei wirken ALLMENDE_KUBERNETES_CONTEXT und ALLMENDE_KUBERNETES_SETTINGS nicht');
  return undefined;
}

function apps(env: Env): AppsConfig {
  const domain = (env['ALLMENDE_APPS_DOMAIN'] ?? 'apps.localhost').toLowerCase();
  if (!/^(?=.{1,180}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/u.test(domain)) throw new UnusableConfig('ALLMENDE_APPS_DOMAIN', `„${domain}“ ist keine Domain wie apps.example`);
  const port = wholeNumber(env, 'ALLMENDE_GATEWAY_PORT', 8081, 0, 65_535);
  const [certificateFile, keyFile] = both(env, 'ALLMENDE_GATEWAY_TLS_CERT', 'ALLMENDE_GATEWAY_TLS_KEY');
  const tls = certificateFile === undefined || keyFile === undefined ? undefined : Object.freeze({ certificateFile, keyFile });
  const own = address(env, 'ALLMENDE_APPS_ADDRESS', new URL(`${tls ? 'https' : 'http'}://${domain}:${port}`).origin);
  if (new URL(own).hostname !== domain) throw new UnusableConfig('ALLMENDE_APPS_ADDRESS', `muss die Domain ${domain} aus ALLMENDE_APPS_DOMAIN nennen`);
  const [directory, contact] = both(env, 'ALLMENDE_ACME_DIRECTORY', 'ALLMENDE_ACME_CONTACT');
  if (directory !== undefined && !(URL.canParse(directory) && new URL(directory).protocol === 'https:')) throw new UnusableConfig('ALLMENDE_ACME_DIRECTORY', 'muss eine https-Adresse sein');
  if (directory !== undefined && !tls) throw new UnusableConfig('ALLMENDE_ACME_DIRECTORY', 'geht nur mit https: nennen Sie auch ALLMENDE_GATEWAY_TLS_CERT und ALLMENDE_GATEWAY_TLS_KEY');
  return Object.freeze({
    domain, address: own, port, tls,
    plainPort: env['ALLMENDE_GATEWAY_PLAIN_PORT'] === undefined ? undefined : wholeNumber(env, 'ALLMENDE_GATEWAY_PLAIN_PORT', 80, 0, 65_535),
    acme: directory === undefined || contact === undefined ? undefined : Object.freeze({ directory, contact }),
    dnsServers: Object.freeze((env['ALLMENDE_DNS_SERVERS'] ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '')),
    signInPort: wholeNumber(env, 'ALLMENDE_APPS_SIGN_IN_PORT', 8480, 1024, 65_535),
    maxBodyBytes: wholeNumber(env, 'ALLMENDE_GATEWAY_MAX_BODY_MIB', 1024, 1, 1_048_576) * 1_048_576,
    mail: appsMail(env), objectStoresFile: env['ALLMENDE_APPS_OBJECT_STORES'] || undefined,
  });
}

function appsMail(env: Env): AppsConfig['mail'] {
  const [value, sender] = both(env, 'ALLMENDE_APPS_SMTP_URL', 'ALLMENDE_APPS_MAIL_FROM');
  if (value === undefined || sender === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') throw new UnusableConfig('ALLMENDE_APPS_SMTP_URL', 'ist keine Adresse wie smtp://name:kennwort@mail.example:587');
  // In a container this would be the container itself.
  if (/^(?:localhost|127\.|\[::1\])/u.test(url.hostname)) throw new UnusableConfig('ALLMENDE_APPS_SMTP_URL', 'nennt diesen Rechner als „localhost“; Anwendungen erreichen ihn nur unter seinem Namen oder seiner Adresse im Netz');
  if (!/^[^\s@<>]+@[^\s@<>]+$/u.test(sender)) throw new UnusableConfig('ALLMENDE_APPS_MAIL_FROM', 'ist keine E-Mail-Adresse');
  return Object.freeze({ host: url.hostname, port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), sender });
}

function mail(env: Env): Config['mail'] {
  const [url, from] = both(env, 'ALLMENDE_SMTP_URL', 'ALLMENDE_MAIL_FROM');
  if (url === undefined || from === undefined) return undefined;
  if (!URL.canParse(url) || !['smtp:', 'smtps:'].includes(new URL(url).protocol)) throw new UnusableConfig('ALLMENDE_SMTP_URL', 'ist keine Adresse wie smtps://name:kennwort@mail.example');
  if (!/^[^\s@<>]+@[^\s@<>]+$/u.test(from)) throw new UnusableConfig('ALLMENDE_MAIL_FROM', 'ist keine E-Mail-Adresse');
  const bounces = env['ALLMENDE_MAIL_BOUNCES'];
  return Object.freeze({ url, from, ...(bounces === undefined || bounces === '' ? {} : { bounces }) });
}

function telemetry(env: Env): Config['telemetry'] {
  const endpoint = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (!endpoint) return undefined;
  if (!URL.canParse(endpoint) || !/^https?:$/u.test(new URL(endpoint).protocol)) throw new UnusableConfig('OTEL_EXPORTER_OTLP_ENDPOINT', 'ist keine Adresse wie http://127.0.0.1:4318');
  const pairs = (env['OTEL_EXPORTER_OTLP_HEADERS'] ?? '').split(',').map((pair) => pair.split('=')).filter((pair) => pair.length >= 2);
  return Object.freeze({ endpoint: endpoint.replace(/\/+$/u, ''), headers: Object.freeze(Object.fromEntries(pairs.map(([name = '', ...value]) => [name.trim(), decodeURIComponent(value.join('=').trim())]))) });
}

function clamd(env: Env): Config['clamd'] {
  const value = env['ALLMENDE_CLAMD'];
  if (!value) return undefined;
  if (value.startsWith('unix:/')) return Object.freeze({ path: value.slice('unix:'.length) });
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== 'tcp:' || url.hostname === '' || url.port === '') throw new UnusableConfig('ALLMENDE_CLAMD', 'ist keine Adresse wie tcp://127.0.0.1:3310 oder unix:/run/clamav/clamd.ctl');
  return Object.freeze({ host: url.hostname.replaceAll(/[[\]]/gu, ''), port: Number(url.port) });
}

function both(env: Env, first: string, second: string): readonly [string, string] | readonly [undefined, undefined] {
  const [one, other] = [env[first], env[second]];
  if (!one && !other) return [undefined, undefined];
  if (!one || !other) throw new UnusableConfig(one ? second : first, `fehlt: ${first} und ${second} gehören zusammen`);
  return [one, other];
}

type Env = Readonly<Record<string, string | undefined>>;

function fitConnect(env: Env, environment: Config['environment']): FitConnectConfig {
  const port = wholeNumber(env, 'ALLMENDE_FIT_CONNECT_PORT', 8082, 0, 65_535);
  const hosts = env['ALLMENDE_FIT_CONNECT_CALLBACK_HOSTS'] ?? (environment === 'production' ? '' : 'localhost,127.0.0.1');
  const callbackHosts = hosts.split(',').map((one) => one.trim().toLowerCase()).filter((one) => one !== '');
  const unreadable = callbackHosts.find((one) => !URL.canParse(`http://${one}`) || new URL(`http://${one}`).pathname !== '/');
  if (unreadable !== undefined) throw new UnusableConfig('ALLMENDE_FIT_CONNECT_CALLBACK_HOSTS', `„${unreadable}“ ist kein Rechnername wie fach.intern:8443`);
  return Object.freeze({ port, address: address(env, 'ALLMENDE_FIT_CONNECT_ADDRESS', `http://localhost:${port}`), callbackHosts: Object.freeze(callbackHosts) });
}

function wallet(env: Env): WalletConfig {
  const [certificateFile, keyFile] = both(env, 'ALLMENDE_WALLET_CERT', 'ALLMENDE_WALLET_KEY');
  return Object.freeze({ trustFile: env['ALLMENDE_WALLET_TRUST'] || undefined, access: certificateFile === undefined || keyFile === undefined ? undefined : Object.freeze({ certificateFile, keyFile }) });
}

function timeStamps(env: Env): Config['timeStamps'] {
  const [url, certificatesFile] = both(env, 'ALLMENDE_TSA_URL', 'ALLMENDE_TSA_CERTS');
  if (url === undefined || certificatesFile === undefined) return undefined;
  if (!URL.canParse(url) || !/^https?:$/u.test(new URL(url).protocol)) throw new UnusableConfig('ALLMENDE_TSA_URL', 'ist keine Adresse wie https://tsa.example/tsr');
  return Object.freeze({ url, certificatesFile });
}

function ocdsPrefix(env: Env): string | undefined {
  const prefix = env['ALLMENDE_OCDS_PREFIX'] || undefined;
  if (prefix !== undefined && !/^ocds-[a-z0-9]{6}$/u.test(prefix)) throw new UnusableConfig('ALLMENDE_OCDS_PREFIX', 'ist kein Präfix wie ocds-213czf');
  return prefix;
}

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
