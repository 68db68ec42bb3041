import type { AppComponent, AppPackage } from './app-package.ts';
import { MANAGED, managedNeeds } from './managed-needs.ts';
import type { PackageProblem } from './package-problem.ts';
import { probePort } from './probe-port.ts';

/** Connection data that the platform gives for each need. */
const NEED_KEYS: Readonly<Record<string, readonly string[]>> = {
  postgres: ['host', 'port', 'database', 'user', 'password', 'url'],
  'object-store': ['endpoint', 'bucket', 'region', 'access-key', 'secret-key'],
  smtp: ['host', 'port', 'user', 'password', 'sender'],
  oidc: ['issuer', 'metadata', 'client-id', 'client-secret'],
  cache: ['host', 'port', 'password', 'url'],
};

/** Whether everything that is named somewhere exists: components, ports, volumes, secrets, needs, properties of the configuration; and whether names are unique. */
export function checkReferences(app: AppPackage): readonly PackageProblem[] {
  const components = new Map(app.components.map((component) => [component.name, component]));
  return [
    ...doubled(app.components.map(({ name }) => name), '/components', 'name', 'Die Komponente'),
    ...doubled((app.volumes ?? []).map(({ name }) => name), '/volumes', 'name', 'Der Speicher'),
    ...doubled((app.secrets ?? []).map(({ name }) => name), '/secrets', 'name', 'Das Geheimnis'),
    ...doubled(app.plans.map(({ plan }) => plan), '/plans', 'plan', 'Der Tarif'),
    ...app.components.flatMap((component, index) => checkComponent(app, component, `/components/${index}`)),
    ...checkEntrance(app, components),
    ...([['/backup/prepare', app.backup.prepare], ['/backup/restore', app.backup.restore], ['/verify', app.verify], ['/migration', app.migration], ['/sample', app.sample]] as const)
      .flatMap(([pointer, step]) => (step && !components.has(step.component) ? [unknown(`${pointer}/component`, 'component', 'Die Komponente', step.component)] : [])),
    ...checkReserved(app),
    ...unused(app),
  ];
}

/** What the platform adds for a need has names and a port of its own. */
function checkReserved(app: AppPackage): PackageProblem[] {
  const taken = (need: string, pointer: string, what: string): PackageProblem => ({ severity: 'error', pointer, code: 'reserved', message: `${what} gehört zu dem, was die Plattform für den Bedarf „${need}“ hinzufügt. Nehmen Sie etwas anderes.` });
  return managedNeeds(app).flatMap((need) => {
    const { port, secrets, volumes }: { readonly port: number; readonly secrets: readonly string[]; readonly volumes: readonly string[] } = MANAGED[need];
    return [
      ...app.components.flatMap((component, index) => [
        ...(component.name === need ? [taken(need, `/components/${index}/name`, `Der Name „${need}“`)] : []),
        ...component.ports.flatMap((one, at) => (one.port === port ? [taken(need, `/components/${index}/ports/${at}/port`, `Der Port ${port}`)] : [])),
      ]),
      ...(app.volumes ?? []).flatMap(({ name }, index) => (volumes.includes(name) ? [taken(need, `/volumes/${index}/name`, `Der Name „${name}“`)] : [])),
      ...(app.secrets ?? []).flatMap(({ name }, index) => (secrets.includes(name) ? [taken(need, `/secrets/${index}/name`, `Der Name „${name}“`)] : [])),
    ];
  });
}

function checkEntrance(app: AppPackage, components: ReadonlyMap<string, AppComponent>): PackageProblem[] {
  if (!app.entrance) return [];
  const component = components.get(app.entrance.component);
  if (!component) return [unknown('/entrance/component', 'component', 'Die Komponente', app.entrance.component)];
  return component.ports.some(({ name }) => name === app.entrance?.port) ? [] : [unknown('/entrance/port', 'port', 'Der Port', app.entrance.port)];
}

function checkComponent(app: AppPackage, component: AppComponent, at: string): PackageProblem[] {
  const ports = new Set(component.ports.map(({ name }) => name));
  const volumes = new Set((app.volumes ?? []).map(({ name }) => name));
  const secrets = new Set((app.secrets ?? []).map(({ name }) => name));
  const probes = ([['ready', component.probes.ready], ['alive', component.probes.alive]] as const)
    .flatMap(([name, probe]) => (probe && !ports.has(probePort(probe)) ? [unknown(`${at}/probes/${name}/${probe.http ? 'http' : 'tcp'}/port`, 'port', 'Der Port', probePort(probe))] : []));
  return [
    ...doubled(component.ports.map(({ name }) => name), `${at}/ports`, 'name', 'Der Port'),
    ...doubled(component.ports.map(({ port }) => String(port)), `${at}/ports`, 'port', 'Die Portnummer'),
    ...probes,
    ...(component.mounts ?? []).flatMap((mount, index) => (volumes.has(mount.volume) ? [] : [unknown(`${at}/mounts/${index}/volume`, 'volume', 'Der Speicher', mount.volume)])),
    ...(component.files ?? []).flatMap((file, index) => (secrets.has(file.secret) ? [] : [unknown(`${at}/files/${index}/secret`, 'secret', 'Das Geheimnis', file.secret)])),
    ...Object.entries(component.environment ?? {}).flatMap(([name, source]) => checkSource(app, source, `${at}/environment/${name}`, secrets)),
  ];
}

type Source = NonNullable<AppComponent['environment']>[string];

function checkSource(app: AppPackage, source: Source, at: string, secrets: ReadonlySet<string>): PackageProblem[] {
  if ('secret' in source) return secrets.has(source.secret) ? [] : [unknown(`${at}/secret`, 'secret', 'Das Geheimnis', source.secret)];
  if ('configuration' in source) return app.configuration && Object.hasOwn(app.configuration.properties, source.configuration) ? [] : [unknown(`${at}/configuration`, 'configuration', 'Die Einstellung', source.configuration)];
  if (!('need' in source)) return [];
  const [need = '', key = ''] = source.need.split('.');
  if (!Object.hasOwn(app.needs ?? {}, need)) return [unknown(`${at}/need`, 'need', 'Der Bedarf', need)];
  return NEED_KEYS[need]?.includes(key) ? [] : [{ severity: 'error', pointer: `${at}/need`, code: 'unknown-need-key', message: `„${need}“ hat keine Angabe „${key}“. Es gibt: ${(NEED_KEYS[need] ?? []).join(', ')}.` }];
}

function unused(app: AppPackage): PackageProblem[] {
  const mounted = new Set(app.components.flatMap((component) => (component.mounts ?? []).map(({ volume }) => volume)));
  const sources = app.components.flatMap((component) => Object.values(component.environment ?? {}));
  const secrets = new Set([...app.components.flatMap((component) => (component.files ?? []).map(({ secret }) => secret)), ...sources.flatMap((source) => ('secret' in source ? [source.secret] : []))]);
  const configured = new Set(sources.flatMap((source) => ('configuration' in source ? [source.configuration] : [])));
  const warning = (pointer: string, code: string, message: string): PackageProblem => ({ severity: 'warning', pointer, code, message });
  return [
    ...(app.volumes ?? []).flatMap(({ name }, index) => (mounted.has(name) ? [] : [warning(`/volumes/${index}`, 'unused-volume', `Den Speicher „${name}“ bindet keine Komponente ein.`)])),
    ...(app.secrets ?? []).flatMap(({ name }, index) => (secrets.has(name) ? [] : [warning(`/secrets/${index}`, 'unused-secret', `Das Geheimnis „${name}“ benutzt keine Komponente.`)])),
    ...(app.signedIn && !app.needs?.oidc ? [warning('/signedIn', 'unused-signed-in', 'Wer angemeldet ist, wird nur bei Paketen mit dem Bedarf „oidc“ geprüft.')] : []),
    ...Object.keys(app.configuration?.properties ?? {}).flatMap((name) => (configured.has(name) ? [] : [warning(`/configuration/properties/${name}`, 'unused-configuration', `Die Einstellung „${name}“ erreicht keine Komponente.`)])),
  ];
}

function doubled(names: readonly string[], at: string, key: string, what: string): PackageProblem[] {
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [{ severity: 'error' as const, pointer: `${at}/${index}/${key}`, code: 'doubled', message: `${what} „${name}“ steht zweimal da.` }] : []));
}

function unknown(pointer: string, kind: string, what: string, name: string): PackageProblem {
  return { severity: 'error', pointer, code: `unknown-${kind}`, message: `${what} „${name}“ ist in diesem Paket nicht beschrieben.` };
}
