import * as fc from 'fast-check';
import type { AppComponent, AppPackage } from '../../domain/app-package.ts';
import type { KubernetesDeployment } from '../../domain/kubernetes/kubernetes-deployment.ts';
import { USUAL_CLUSTER } from '../../domain/kubernetes/cluster-settings.ts';
import { anAppPackage } from '../../testing/index.ts';

const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const name = fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,2}$/u);
const text = fc.string({ maxLength: 30 });

const component = (names: { readonly volumes: readonly string[]; readonly secrets: readonly string[]; readonly name: string; readonly base: number }): fc.Arbitrary<AppComponent> => fc.record({
  digest: hex(64), user: fc.integer({ min: 1000, max: 65_000 }), port: fc.integer({ min: 1024, max: 60_000 }), portName: fc.stringMatching(/^[a-z0-9]{1,30}$/u), command: fc.option(fc.array(text, { minLength: 1, maxLength: 4 }), { nil: undefined }),
  cpu: fc.integer({ min: 1, max: 4000 }), more: fc.integer({ min: 0, max: 4000 }), memory: fc.integer({ min: 8, max: 4096 }), moreMemory: fc.integer({ min: 0, max: 4096 }), start: fc.integer({ min: 1, max: 900 }), period: fc.option(fc.integer({ min: 2, max: 300 }), { nil: undefined }),
  mounted: fc.subarray([...names.volumes]), files: fc.subarray([...names.secrets]), values: fc.dictionary(fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,10}$/u), fc.oneof(text.map((value) => ({ value })), fc.constantFrom(...names.secrets.map((secret) => ({ secret })), { platform: 'title' as const }, { platform: 'address' as const })), { maxKeys: 5 }),
  scratch: fc.subarray(['/tmp', '/run', '/var/cache/x']), alive: fc.boolean(), readOnly: fc.boolean(),
}).map((one): AppComponent => {
  const ready = { http: { path: '/ready?x=1', port: one.portName }, ...(one.period === undefined ? {} : { periodSeconds: one.period }) };
  return {
    name: names.name, image: { reference: 'localhost/allmende/x', digest: `sha256:${one.digest}` }, user: one.user, ports: [{ name: one.portName, port: one.port + names.base }], environment: one.values,
    ...(one.command ? { command: one.command } : {}), files: one.files.map((secret) => ({ path: `/files/${secret}`, secret })), mounts: one.mounted.map((volume) => ({ volume, path: `/data/${volume}`, ...(one.readOnly ? { readOnly: true } : {}) })), scratch: one.scratch,
    resources: { cpu: `${one.cpu}m`, cpuLimit: `${one.cpu + one.more}m`, memory: `${one.memory}Mi`, memoryLimit: `${one.memory + one.moreMemory}Mi` },
    probes: { ready, ...(one.alive ? { alive: ready } : {}), startSeconds: one.start },
  };
});

/** Any package that passes the checks; that it does is asserted where it is used. */
export const anyPackage: fc.Arbitrary<AppPackage> = fc.record({
  names: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), volumes: fc.uniqueArray(name, { maxLength: 3 }), secrets: fc.uniqueArray(name, { maxLength: 3 }), egress: fc.constantFrom('none' as const, 'internet' as const), entrance: fc.boolean(),
  version: fc.constantFrom('1.0.0', '12.3.4-rc.1', '1.0.0-a-.-'), limits: fc.option(fc.record({ cpu: fc.constantFrom('100m', '1', '0.5'), memory: fc.constantFrom('64Mi', '1Gi') }), { nil: undefined }),
}).chain(({ names, volumes, secrets, egress, entrance, version, limits }) => fc.tuple(...names.map((one, index) => component({ volumes, secrets, name: one, base: index }))).map((components): AppPackage => {
  const [first] = components;
  const { allmendeApp, app, title, channel, plans, export: returned } = anAppPackage();
  return {
    allmendeApp, app, title, channel, export: returned, backup: { mode: 'stopped' }, version, egress, components, volumes: volumes.map((volume) => ({ name: volume, size: '1Gi', backup: true })), secrets: secrets.map((secret) => ({ name: secret, shown: false })),
    plans: plans.map((plan) => ({ ...plan, ...(limits ? { limits } : {}) })), ...(entrance && first ? { entrance: { component: first.name, port: first.ports[0]?.name ?? '', access: 'granted' as const } } : {}),
  };
}));

/** A wish for a package, with a value for each of its secrets. */
export function aDeployment(app: AppPackage, changes: Partial<KubernetesDeployment> = {}): KubernetesDeployment {
  return {
    installation: '0123456789abcdef', tenant: '0199aaaa-0000-7000-8000-00000000b001', instance: '0199aaaa-0000-7000-8000-00000000a001', generation: 1, title: 'Beispiel', address: 'https://sample-rathaus.apps.example', language: 'de',
    plan: 'standard', parameters: {}, wanted: 'running', secrets: Object.fromEntries((app.secrets ?? []).map(({ name: secret }) => [secret, `value of ${secret}`])), needs: {}, beside: [], cluster: USUAL_CLUSTER, ...changes,
  };
}
