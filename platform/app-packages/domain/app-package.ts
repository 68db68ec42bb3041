import { Type, type Static } from 'typebox';

const Name = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 40 });
const Text = Type.Object({ de: Type.String({ minLength: 1, maxLength: 2_000 }), en: Type.String({ minLength: 1, maxLength: 2_000 }) }, { additionalProperties: false, description: 'A text for people, German first.' });
/** Amounts as Kubernetes writes them: `250m`, `1.5` cores; `128Mi`, `2Gi` bytes. */
const Cpu = Type.String({ pattern: '^([0-9]+m|[0-9]+(\\.[0-9]+)?)$' });
const Bytes = Type.String({ pattern: '^[0-9]+(Ki|Mi|Gi|Ti)$' });
const Path = Type.String({ pattern: '^/[^\\0]*$', maxLength: 200 });
const Command = Type.Array(Type.String({ maxLength: 4_000 }), { minItems: 1, maxItems: 40, description: 'Program and arguments, without a shell of its own.' });

const Digest = Type.String({ pattern: '^sha256:[0-9a-f]{64}$', description: 'What runs. `app build` writes it beside the manifest, `app publish` refuses a release without it.' });
const Reference = Type.String({ pattern: '^[a-z0-9.:/_-]+$', maxLength: 200, description: 'Repository without tag: `localhost/allmende/node-red`.' });
/** The image of a program that the platform itself adds; named only by packages whose images come from a registry. */
const ServiceImage = Type.Object({ reference: Reference, digest: Digest }, { additionalProperties: false, description: 'Without it `app build` makes the image from Debian.' });

const Probe = Type.Object({
  http: Type.Optional(Type.Object({ path: Path, port: Name }, { additionalProperties: false, description: 'Well when it answers below 400.' })),
  tcp: Type.Optional(Type.Object({ port: Name }, { additionalProperties: false, description: 'Well when it takes a connection; for programs that do not speak HTTP. Either this or `http`.' })),
  periodSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 300 })),
  timeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  failures: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Failed tries in a row until it counts.' })),
}, { additionalProperties: false });

/** Where the value of an environment variable comes from. */
const Value = Type.Union([
  Type.Object({ value: Type.String({ maxLength: 10_000 }) }, { additionalProperties: false }),
  Type.Object({ secret: Name }, { additionalProperties: false, description: 'One of `secrets`.' }),
  Type.Object({ configuration: Type.String({ maxLength: 60 }) }, { additionalProperties: false, description: 'A property of `configuration`; other values than text as JSON.' }),
  Type.Object({ need: Type.String({ pattern: '^(postgres|object-store|smtp|oidc|cache)\\.[a-z-]+$' }) }, { additionalProperties: false, description: 'Connection data of a need: `smtp.host`.' }),
  Type.Object({ platform: Type.Union([Type.Literal('address'), Type.Literal('title'), Type.Literal('language')]) }, { additionalProperties: false, description: 'What the platform knows of the instance: its address behind the gateway, its title.' }),
]);

const Component = Type.Object({
  name: Name,
  image: Type.Object({
    reference: Reference,
    digest: Type.Optional(Digest),
    build: Type.Optional(Type.String({ pattern: '^[a-z0-9._/-]+$', maxLength: 100, description: 'Folder below the package from which `app build` makes the image.' })),
  }, { additionalProperties: false }),
  command: Type.Optional(Command),
  /** Never 0: nothing runs as root. */
  user: Type.Integer({ minimum: 1_000, maximum: 65_000 }),
  ports: Type.Array(Type.Object({ name: Name, port: Type.Integer({ minimum: 1_024, maximum: 65_535 }) }, { additionalProperties: false }), { maxItems: 5 }),
  environment: Type.Optional(Type.Record(Type.String({ pattern: '^[A-Z_][A-Z0-9_]*$' }), Value)),
  files: Type.Optional(Type.Array(Type.Object({ path: Path, secret: Name }, { additionalProperties: false }), { maxItems: 10, description: 'Secrets as files, readable by the component only.' })),
  mounts: Type.Optional(Type.Array(Type.Object({ volume: Name, path: Path, readOnly: Type.Optional(Type.Boolean()) }, { additionalProperties: false }), { maxItems: 10 })),
  /** Folders in memory that may be written, as the image itself is read-only. */
  scratch: Type.Optional(Type.Array(Path, { maxItems: 10 })),
  resources: Type.Object({ cpu: Cpu, memory: Bytes, cpuLimit: Type.Optional(Cpu), memoryLimit: Bytes, processes: Type.Optional(Type.Integer({ minimum: 1, maximum: 4_096 })) }, { additionalProperties: false }),
  probes: Type.Object({ ready: Probe, alive: Type.Optional(Probe), startSeconds: Type.Integer({ minimum: 1, maximum: 900, description: 'How long it may take from start to the first good `ready`.' }) }, { additionalProperties: false }),
}, { additionalProperties: false });

/** The schema of `allmende-app.yaml`: all that operations must know to run, watch, save, update and return an app. */
export const AppPackageSchema = Type.Object({
  allmendeApp: Type.Literal('1'),
  /** The same word as in the offer. */
  app: Name,
  title: Text,
  version: Type.String({ pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$', maxLength: 40, description: 'SemVer of the package; a change of the image is a new version.' }),
  channel: Type.Union([Type.Literal('stable'), Type.Literal('preview')], { description: 'Update channel; instances follow `stable` unless their authority chose otherwise.' }),
  components: Type.Array(Component, { minItems: 1, maxItems: 8 }),
  entrance: Type.Optional(Type.Object({ component: Name, port: Name, path: Type.Optional(Path), access: Type.Union([Type.Literal('granted'), Type.Literal('public')]) }, {
    additionalProperties: false, description: 'What the gateway leads to. `granted`: only persons who were given access.',
  })),
  volumes: Type.Optional(Type.Array(Type.Object({
    name: Name, size: Bytes, backup: Type.Boolean(),
    exclude: Type.Optional(Type.Array(Type.String({ pattern: '^[^/\\0][^\\0]*$', maxLength: 200 }), { maxItems: 20, description: 'Paths within the volume that a backup leaves out, because they are made anew.' })),
  }, { additionalProperties: false }), { maxItems: 10 })),
  needs: Type.Optional(Type.Object({
    postgres: Type.Optional(Type.Object({ minimumVersion: Type.Integer({ minimum: 14 }), storage: Type.Optional(Bytes), image: Type.Optional(ServiceImage) }, {
      additionalProperties: false, description: 'A database of its own, beside the app and reached by it alone, saved and brought back by the platform as SQL. `storage`: 2Gi unless told.',
    })),
    'object-store': Type.Optional(Type.Object({}, { additionalProperties: false, description: 'A bucket that the operator has set up for this authority and app; what lies in it is in no backup of the platform.' })),
    smtp: Type.Optional(Type.Object({}, { additionalProperties: false, description: 'A mail server that the operator has named for apps.' })),
    oidc: Type.Optional(Type.Object({ callbackPath: Path, backChannelLogoutPath: Type.Optional(Path) }, { additionalProperties: false, description: 'Single sign-on: a client of its own at the platform\'s provider, made and removed with the instance.' })),
    cache: Type.Optional(Type.Object({ memory: Type.Optional(Bytes), image: Type.Optional(ServiceImage) }, {
      additionalProperties: false, description: 'A Redis of its own that keeps things in memory only: empty after every start, in no backup. `memory`: 64Mi unless told.',
    })),
  }, { additionalProperties: false })),
  /** `none`: no way out of the authority's own network. `internet`: out, but to no private address. */
  egress: Type.Union([Type.Literal('none'), Type.Literal('internet')]),
  secrets: Type.Optional(Type.Array(Type.Object({ name: Name, title: Type.Optional(Text), shown: Type.Boolean({ description: 'Whether staff who control the instance may see it.' }) }, { additionalProperties: false }), { maxItems: 20 })),
  /** JSON Schema of what the authority decides when ordering; the order page is made from it. Titles are German, `x-title-en` English. */
  configuration: Type.Optional(Type.Object({ type: Type.Literal('object'), properties: Type.Record(Type.String(), Type.Unknown()), required: Type.Optional(Type.Array(Type.String())) }, { additionalProperties: true })),
  plans: Type.Array(Type.Object({
    plan: Name, name: Text, description: Text, inHouse: Type.Boolean(),
    keepBackupsDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, description: 'How long nightly backups are kept; 14 days unless told.' })),
    limits: Type.Optional(Type.Object({ cpu: Type.Optional(Cpu), memory: Type.Optional(Bytes), storage: Type.Optional(Bytes) }, { additionalProperties: false })),
  }, { additionalProperties: false }), { minItems: 1, maxItems: 10 }),
  backup: Type.Object({
    /** `stopped`: components rest while volumes are read. `running`: read as they are, after `prepare`. */
    mode: Type.Union([Type.Literal('stopped'), Type.Literal('running')]),
    prepare: Type.Optional(Type.Object({ component: Name, command: Command }, { additionalProperties: false, description: 'Writes what is only in memory or in a database into a volume.' })),
    /** Brings back what `prepare` wrote, after the volumes are filled and before the app is used. */
    restore: Type.Optional(Type.Object({ component: Name, command: Command }, { additionalProperties: false })),
  }, { additionalProperties: false }),
  /** Run in a started instance; exit code 0 says that the data are whole. Without it `ready` must do. */
  verify: Type.Optional(Type.Object({ component: Name, command: Command }, { additionalProperties: false })),
  /** Run once in the new version before it is used, on the data of the old one. */
  migration: Type.Optional(Type.Object({ component: Name, command: Command }, { additionalProperties: false })),
  /** For `app test`: `write` puts something into the running app as a person would, `read` ends with 0 when it is there as it was written. */
  sample: Type.Optional(Type.Object({ component: Name, write: Command, read: Command }, { additionalProperties: false })),
  /** For `app test` and apps with the need `oidc`: how it is seen who is signed in. */
  signedIn: Type.Optional(Type.Object({
    start: Type.Optional(Type.String({ pattern: '^/[^\\0]*$', maxLength: 200, description: 'Where a browser begins to sign in; the entrance unless told.' })),
    page: Type.String({ pattern: '^/[^\\0]*$', maxLength: 200, description: 'Names whoever is signed in, by name or address, and nobody to everybody else.' }),
    token: Type.Optional(Type.Object({
      parameter: Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_-]*$', maxLength: 60, description: 'Parameter of the address at which the sign-in ends.' }),
      path: Type.String({ pattern: '^/[^\\0]*$', maxLength: 200, description: 'Where its value is posted, as a form under the same name.' }),
      field: Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_-]*$', maxLength: 60, description: 'Field of the JSON answer with the token that goes along to `page` as a bearer token.' }),
    }, { additionalProperties: false, description: 'For apps whose pages are programs that hold a token instead of a cookie.' })),
  }, { additionalProperties: false })),
  /** How a person reads what they get back when they leave. */
  export: Type.Object({ description: Text }, { additionalProperties: false }),
}, { additionalProperties: false, $id: 'https://allmende.example/schemas/allmende-app-1.json' });

/** An app package as `allmende-app.yaml` says it. */
export type AppPackage = Static<typeof AppPackageSchema>;

/** One container of an app. */
export type AppComponent = AppPackage['components'][number];

/** How a component is asked whether it is well. */
export type AppProbe = AppComponent['probes']['ready'];

/** What an app can need from the platform. */
export type AppNeed = keyof NonNullable<AppPackage['needs']>;
