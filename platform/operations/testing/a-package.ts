import type { AppPackage } from '@allmende/app-packages';

/** A released package for tests, as small as its schema allows. */
export function aPackage(changes: Partial<AppPackage> & Pick<AppPackage, 'app' | 'version'>): AppPackage {
  return {
    allmendeApp: '1', title: { de: changes.app, en: changes.app }, channel: 'stable', egress: 'none',
    components: [{
      name: 'main', image: { reference: `localhost/allmende/${changes.app}` }, user: 1000, ports: [{ name: 'http', port: 8080 }], resources: { cpu: '100m', memory: '64Mi', memoryLimit: '128Mi' },
      probes: { ready: { http: { path: '/', port: 'http' } }, startSeconds: 30 },
    }],
    volumes: [{ name: 'data', size: '1Gi', backup: true }], backup: { mode: 'stopped' },
    plans: [{ plan: 'basic', name: { de: 'Basis', en: 'Basic' }, description: { de: 'Basis', en: 'Basic' }, inHouse: true }], export: { description: { de: 'Dateien', en: 'Files' } }, ...changes,
  };
}
