import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WIDE_FIELDS, WIDE_PAGE, type PageField } from './housing-benefit-page.ts';

/*
 * Shows the page of forty questions by the DEFRA forms engine, in this process: its own hapi server asked by `inject`, sessions in memory, templates cached, no network and no database. Arguments: the
 * folder in which the package is installed, seconds. Prints one line of JSON.
 */
const [folder = '', seconds = '5'] = process.argv.slice(2);

type Injected = { readonly statusCode: number; readonly payload: string; readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> };
type Server = { initialize(): Promise<void>; stop(): Promise<void>; inject(options: { method: string; url: string; headers?: Record<string, string>; payload?: string }): Promise<Injected> };

const engine = join(folder, 'node_modules/@defra/forms-engine-plugin');
Object.assign(process.env, {
  NODE_ENV: 'production', LOG_ENABLED: 'false', LOG_LEVEL: 'silent', SESSION_COOKIE_PASSWORD: 'bench-bench-bench-bench-bench-bench-bench', ENFORCE_CSRF: 'false', MANAGER_URL: 'http://127.0.0.1:9', DESIGNER_URL: 'http://127.0.0.1:9',
  SUBMISSION_URL: 'http://127.0.0.1:9', UPLOADER_URL: 'http://127.0.0.1:9', NOTIFY_TEMPLATE_ID: 'bench', NOTIFY_API_KEY: 'bench', REDIS_HOST: '127.0.0.1', REDIS_USERNAME: 'bench', REDIS_PASSWORD: 'bench', REDIS_KEY_PREFIX: 'bench', FEEDBACK_LINK: 'mailto:bench@example.org', PORT: '0',
});

const open = (file: string) => import(pathToFileURL(join(engine, '.server', file)).href) as Promise<Record<string, unknown>>;
const { config } = (await open('config/index.js')) as { config: { set(name: string, value: unknown): void } };
// Sessions in memory as in its own tests; everything else as in production.
config.set('isTest', true);

const { createServer } = (await open('server/index.js')) as { createServer(options: object): Promise<Server> };
const metadata = { id: 'wohngeld', slug: 'wohngeld', title: 'Wohngeld (Messung)', notificationEmail: 'bench@defra.gov.uk', live: { createdAt: new Date(0), updatedAt: new Date(0) } };
const nothing = async () => ({});
// It asks for the definition at every request: answered here from memory, which spares it the network.
const services = { formsService: { getFormMetadata: async () => metadata, getFormDefinition: async () => definition() }, formSubmissionService: { submit: nothing, persistFiles: nothing }, outputService: { submit: nothing } };
const server = await createServer({ enforceCsrf: false, services });
await server.initialize();

const url = `/wohngeld/${WIDE_PAGE}`;
const cookies = new Map<string, string>();
const ask = async (method: 'GET' | 'POST', payload?: string) => {
  const answer = await server.inject({
    method, url, ...(payload === undefined ? {} : { payload }),
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
  });
  for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) {
    const [pair = ''] = cookie.split(';', 1);
    cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
  }
  return answer;
};
await ask('GET');
const saved = await ask('POST', new URLSearchParams(WIDE_FIELDS.flatMap(typedOf)).toString());
if (saved.statusCode !== 302 && saved.statusCode !== 303) throw new Error(`the engine did not save the page: ${saved.statusCode} ${/error-summary[\s\S]{0,800}/u.exec(saved.payload)?.[0] ?? ''}`);
const shown = await ask('GET');
if (shown.statusCode !== 200 || !shown.payload.includes('Mustermann-Probe') || !shown.payload.includes('name="anmerkung"')) throw new Error(`the engine does not show the stored page: ${shown.statusCode}`);

for (const until = performance.now() + 2_000; performance.now() < until;) await ask('GET');
const before = process.cpuUsage();
const started = performance.now();
let pages = 0;
for (; performance.now() - started < Number(seconds) * 1000; pages += 1) if ((await ask('GET')).statusCode !== 200) throw new Error('the engine failed');
const used = process.cpuUsage(before);
const { version } = createRequire(import.meta.url)(join(engine, 'package.json')) as { version: string };
console.log(JSON.stringify({ version, pages, perCpuSecond: pages / ((used.user + used.system) / 1e6), bytes: Buffer.byteLength(shown.payload) }));
process.exit(0);

function definition(): object {
  const choices = WIDE_FIELDS.filter(({ type }) => type === 'choice');
  return {
    name: 'Wohngeld (Messung)', startPage: `/${WIDE_PAGE}`, sections: [], conditions: [], outputEmail: 'bench@defra.gov.uk',
    pages: [{ path: `/${WIDE_PAGE}`, title: 'Ihr Antrag', components: WIDE_FIELDS.map(component), next: [{ path: '/summary' }] }, { path: '/summary', title: 'Angaben prüfen', controller: 'SummaryPageController' }],
    lists: choices.map(({ id, label, options = [] }) => ({ name: `list${id}`, title: label, type: 'string', items: options.map((option) => ({ text: option, value: option })) })),
  };
}

function component({ id, type, label, hint }: PageField): object {
  const kinds = { text: 'TextField', date: 'DatePartsField', money: 'TextField', integer: 'NumberField', boolean: 'YesNoField', choice: 'RadiosField', email: 'EmailAddressField', tel: 'TelephoneNumberField', longText: 'MultilineTextField' } as const;
  return { name: id, type: kinds[type], title: label, ...(hint === undefined ? {} : { hint }), options: {}, schema: {}, ...(type === 'choice' ? { list: `list${id}` } : {}) };
}

function typedOf({ id, type, typed }: PageField): [string, string][] {
  const [year = '', month = '', day = ''] = typed.split('-');
  if (type === 'date') return [[`${id}__day`, String(Number(day))], [`${id}__month`, String(Number(month))], [`${id}__year`, year]];
  return [[id, type === 'boolean' ? 'true' : typed]];
}
