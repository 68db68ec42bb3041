import type { AppComponent, AppPackage } from '../domain/app-package.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

/** One web component with a port, a volume and limits. */
export function aComponent(changes: Partial<AppComponent> = {}): AppComponent {
  return {
    name: 'web', image: { reference: 'localhost/allmende/sample', digest: DIGEST }, user: 1_000, ports: [{ name: 'http', port: 8_080 }], mounts: [{ volume: 'data', path: '/data' }], scratch: ['/tmp'],
    resources: { cpu: '50m', memory: '32Mi', cpuLimit: '500m', memoryLimit: '64Mi', processes: 64 },
    probes: { ready: { http: { path: '/', port: 'http' }, periodSeconds: 2 }, startSeconds: 30 },
    ...changes,
  };
}

/** A small app that passes every check. */
export function anAppPackage(changes: Partial<AppPackage> = {}): AppPackage {
  return {
    allmendeApp: '1', app: 'sample', title: { de: 'Beispiel', en: 'Sample' }, version: '1.0.0', channel: 'stable',
    components: [aComponent()], entrance: { component: 'web', port: 'http', access: 'granted' }, volumes: [{ name: 'data', size: '1Gi', backup: true }], egress: 'none',
    plans: [{ plan: 'standard', name: { de: 'Standard', en: 'Standard' }, description: { de: 'Ein Beispiel.', en: 'A sample.' }, inHouse: true }],
    backup: { mode: 'stopped' }, verify: { component: 'web', command: ['/bin/true'] }, sample: { component: 'web', write: ['/bin/write'], read: ['/bin/read'] }, export: { description: { de: 'Dateien.', en: 'Files.' } },
    ...changes,
  };
}
