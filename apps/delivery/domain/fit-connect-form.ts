import { X509Certificate } from 'node:crypto';
import type { FieldProblem } from '@allmende/errors';
import { checkAddress } from './check-address.ts';
import type { Settings } from './delivery.ts';
import type { TargetForm } from './target-form.ts';

/** Addresses of the environments of FIT-Connect (docs.fitko.de/fit-connect, state of 21 November 2026). Another service is reached by its own addresses. */
const ENVIRONMENTS = {
  test: { api: 'https://test.fit-connect.fitko.dev/submission-api', token: 'https://auth-testing.fit-connect.fitko.dev/token', routing: 'https://routing-api-testing.fit-connect.fitko.dev/v1' },
  stage: { api: 'https://stage.fit-connect.fitko.net/submission-api', token: 'https://auth-refz.fit-connect.fitko.net/token', routing: undefined },
  prod: { api: 'https://prod.fit-connect.fitko.net/submission-api', token: 'https://auth-prod.fit-connect.fitko.net/token', routing: 'https://routing-api-prod.fit-connect.fitko.net/v1' },
} as const;

/** What a destination by FIT-Connect says, read. */
export type FitConnectSettings = {
  readonly api: string;
  readonly token: string;
  readonly routing: string | undefined;
  /** Who signs the events of the service. */
  readonly issuer: string;
  readonly version: 'v1' | 'v2';
  readonly clientId: string;
  readonly clientSecret: string;
  /** Id of the destination; undefined where routing finds it. */
  readonly destination: string | undefined;
  /** URN of the service, for packages without a Leistungsschlüssel. */
  readonly service: string | undefined;
  /** Address of the data's schema, where it is published under another one than its own. */
  readonly schemaUri: string | undefined;
  readonly anchors: readonly X509Certificate[];
  readonly takesSelfSigned: boolean;
  /** Whether what arrives there becomes a file of somebody: never send a trial to its end. */
  readonly isForReal: boolean;
};

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
const SERVICE = /^(?:\d{14}|urn:[a-z0-9][a-z0-9-]{0,31}:[a-z0-9()+,.:=@;$_!*'%/?#-]{1,220})$/iu;

/** Reads settings that have passed the form. */
export function readFitConnectSettings(settings: Settings): FitConnectSettings {
  const value = (name: string) => settings[name]?.trim() || undefined;
  const address = (name: string) => value(name)?.replace(/\/+$/u, '');
  const environment = settings['environment'];
  const known = environment === 'test' || environment === 'stage' || environment === 'prod' ? ENVIRONMENTS[environment] : undefined;
  const api = known?.api ?? address('api') ?? '';
  const service = value('service');
  return {
    api, token: known?.token ?? address('token') ?? '', routing: known ? known.routing : address('routing'), issuer: address('issuer') ?? api, version: settings['version'] === 'v1' ? 'v1' : 'v2',
    clientId: value('clientId') ?? '', clientSecret: settings['clientSecret'] ?? '', destination: value('destination')?.toLowerCase(), service: service !== undefined && /^\d{14}$/u.test(service) ? `urn:de:fim:leika:leistung:${service}` : service,
    schemaUri: value('schemaUri'), anchors: (settings['anchors']?.match(CERTIFICATES) ?? []).map((pem) => new X509Certificate(pem)), takesSelfSigned: settings['keys'] === 'self-signed', isForReal: environment === 'prod' || environment === 'stage',
  };
}

/** What an authority enters to send by FIT-Connect. */
export const fitConnectForm: TargetForm = {
  intro: {
    de: 'Anträge gehen verschlüsselt über FIT-Connect an das Fachverfahren, das für Leistung und Gemeinde zuständig ist. Niemand dazwischen kann sie lesen. Zugangsdaten bekommen Sie im Self-Service-Portal von FIT-Connect oder vom Betrieb eines anderen Zustelldienstes.',
    en: 'Applications go encrypted through FIT-Connect to the specialist system that is competent for service and municipality. Nobody in between can read them. You get credentials in the self-service portal of FIT-Connect or from the operator of another delivery service.',
  },
  fields: [
    {
      name: 'environment', type: 'choice', maxLength: 10, label: { de: 'Zustelldienst', en: 'Delivery service' },
      options: [
        { value: 'prod', label: { de: 'FIT-Connect, Produktivumgebung', en: 'FIT-Connect, production' } }, { value: 'stage', label: { de: 'FIT-Connect, Referenzumgebung', en: 'FIT-Connect, reference environment' } },
        { value: 'test', label: { de: 'FIT-Connect, Testumgebung', en: 'FIT-Connect, test environment' } }, { value: 'own', label: { de: 'Ein anderer, mit den Adressen unten', en: 'Another one, with the addresses below' } },
      ],
    },
    { name: 'clientId', type: 'text', maxLength: 200, label: { de: 'Client-ID', en: 'Client id' } },
    { name: 'clientSecret', type: 'secret', maxLength: 500, label: { de: 'Client-Secret', en: 'Client secret' } },
    { name: 'destination', type: 'text', optional: true, maxLength: 36, label: { de: 'Zustellpunkt-ID', en: 'Destination id' }, hint: { de: 'Leer lassen, wenn der Zustellpunkt nach Leistung und Gemeinde gesucht werden soll.', en: 'Leave empty to have the destination looked up by service and municipality.' } },
    { name: 'service', type: 'text', optional: true, maxLength: 255, label: { de: 'Leistungsschlüssel', en: 'Key of the service' }, hint: { de: '14 Ziffern oder eine URN. Nur nötig, wenn die Leistung selbst keinen trägt.', en: '14 digits or a URN. Needed only if the service itself has none.' } },
    { name: 'schemaUri', type: 'text', optional: true, maxLength: 500, label: { de: 'Adresse des Fachdatenschemas', en: 'Address of the data schema' }, hint: { de: 'Leer lassen, wenn der Zustellpunkt das Schema unter der Kennung führt, die beim Export darin steht.', en: 'Leave empty if the destination lists the schema under the id that its export holds.' } },
    {
      name: 'version', type: 'choice', maxLength: 2, label: { de: 'Version der Schnittstelle', en: 'Version of the interface' },
      options: [{ value: 'v2', label: { de: 'Version 2', en: 'Version 2' } }, { value: 'v1', label: { de: 'Version 1.1.3', en: 'Version 1.1.3' } }],
    },
    {
      name: 'keys', type: 'choice', maxLength: 20, label: { de: 'Schlüssel des Zustellpunkts', en: 'Keys of the destination' },
      options: [{ value: 'chain', label: { de: 'Nur mit Zertifikat der Verwaltungs-PKI', en: 'Only with a certificate of the Verwaltungs-PKI' } }, { value: 'self-signed', label: { de: 'Auch selbst unterschriebene, zum Erproben', en: 'Self-signed ones, too, for trying out' } }],
    },
    { name: 'anchors', type: 'pem', optional: true, maxLength: 50_000, label: { de: 'Vertraute Zertifizierungsstellen', en: 'Trusted certification authorities' }, hint: { de: 'Zertifikate im PEM-Format, eines nach dem anderen.', en: 'Certificates in PEM format, one after the other.' } },
    { name: 'api', type: 'url', optional: true, maxLength: 300, label: { de: 'Adresse der Submission API', en: 'Address of the Submission API' }, hint: { de: 'Nur für einen anderen Zustelldienst, ohne /v1 oder /v2 am Ende.', en: 'Only for another delivery service, without /v1 or /v2 at the end.' } },
    { name: 'token', type: 'url', optional: true, maxLength: 300, label: { de: 'Adresse für Zugriffstoken', en: 'Address for access tokens' }, hint: { de: 'Nur für einen anderen Zustelldienst.', en: 'Only for another delivery service.' } },
    { name: 'routing', type: 'url', optional: true, maxLength: 300, label: { de: 'Adresse der Routing API', en: 'Address of the Routing API' }, hint: { de: 'Nur für einen anderen Zustelldienst und ohne Zustellpunkt-ID.', en: 'Only for another delivery service and without a destination id.' } },
    { name: 'issuer', type: 'url', optional: true, maxLength: 300, label: { de: 'Aussteller der Ereignisse', en: 'Issuer of the events' }, hint: { de: 'Nur, wenn er anders lautet als die Adresse der Submission API.', en: 'Only if it differs from the address of the Submission API.' } },
  ],
  check(settings, where) {
    const problems: FieldProblem[] = [];
    const say = (name: string, code: string, message: string) => { problems.push({ pointer: `/${name}`, code, message }); };
    const environment = settings['environment'] ?? '';
    if (!['prod', 'stage', 'test', 'own'].includes(environment)) say('environment', 'choice', 'Wählen Sie den Zustelldienst aus.');
    const read = readable(settings);
    if (read === undefined) return [...problems, { pointer: '/anchors', code: 'certificate', message: 'Das sind keine lesbaren Zertifikate. Fügen Sie sie im PEM-Format ein.' }];
    if (read.clientId === '') say('clientId', 'required', 'Geben Sie die Client-ID ein.');
    if (read.clientSecret === '') say('clientSecret', 'required', 'Geben Sie das Client-Secret ein.');
    if (read.destination !== undefined && !UUID.test(read.destination)) say('destination', 'uuid', 'Die Zustellpunkt-ID hat die Form 12345678-1234-1234-1234-123456789abc.');
    if (settings['service']?.trim() && !SERVICE.test(settings['service'].trim())) say('service', 'format', 'Geben Sie den Leistungsschlüssel mit 14 Ziffern oder als URN ein.');
    if (read.schemaUri !== undefined && !URL.canParse(read.schemaUri)) say('schemaUri', 'uri', 'Geben Sie die Adresse des Schemas so ein, wie der Zustellpunkt sie führt.');
    if (environment === 'own') {
      for (const name of ['api', 'token', ...(read.destination === undefined ? ['routing'] : [])]) problems.push(...checkAddress(`/${name}`, settings[name]?.trim() ?? '', where));
    } else if (read.destination === undefined && read.routing === undefined) say('destination', 'required', 'In dieser Umgebung gibt es keine Suche. Geben Sie die Zustellpunkt-ID ein.');
    if (read.takesSelfSigned && (environment === 'prod' || environment === 'stage')) say('keys', 'self-signed', 'Selbst unterschriebene Schlüssel gelten nur zum Erproben. Wählen Sie die Zertifikate der Verwaltungs-PKI.');
    if (!read.takesSelfSigned && read.anchors.length === 0) say('anchors', 'required', 'Fügen Sie die Zertifikate der Stellen ein, denen Sie vertrauen, zum Beispiel die der Verwaltungs-PKI.');
    return problems;
  },
  address: (settings) => {
    const { api } = readFitConnectSettings(settings);
    return URL.canParse(api) ? new URL(api).host : api;
  },
};

function readable(settings: Settings): FitConnectSettings | undefined {
  try {
    return readFitConnectSettings(settings);
  } catch {
    return undefined;
  }
}
