import { translations } from '@allmende/i18n';
import type { AppModule, Instance } from '@allmende/operations';
import { exportApp, restoreApp } from './actions/archive-app.ts';
import { listNextSteps } from './actions/list-next-steps.ts';
import { listOrderableServices } from './actions/list-orderable-services.ts';
import { listServicesOff, removeApp, runApp, stateOfApp, statesOfApp, suspendApp } from './actions/run-app.ts';
import { ApplicationRecord, OverlayRecord, PackageRecord, ServiceRecord } from './domain/archive-records.ts';

const orderTexts = translations({
  de: { title: 'Leistungen', description: 'Wählen Sie, womit Sie anfangen. Sie können später weitere einschalten.' },
  en: { title: 'Services', description: 'Choose what you start with. You can switch on more later.' },
});

/** Online services as an app that an authority orders, runs and leaves again. */
export const onlineServicesApp: AppModule = {
  app: 'online-services',
  oncePerAuthority: true,
  activate: (ctx, instance) => runApp(ctx, orderedOf(instance)),
  suspend: (ctx) => suspendApp(ctx),
  async export(ctx, _instance, archive) {
    const { packages, overlays, services, applications, files } = await exportApp(ctx);
    await archive.addRecords('service-package', PackageRecord, packages);
    await archive.addRecords('overlay', OverlayRecord, overlays);
    await archive.addRecords('service', ServiceRecord, services);
    await archive.addRecords('application', ApplicationRecord, applications);
    for (const { path, read } of files) await archive.addFile(path, await read());
  },
  async restore(ctx, _instance, archive) {
    await restoreApp(ctx, {
      packages: [...await archive.records('service-package', PackageRecord)], overlays: [...await archive.records('overlay', OverlayRecord)], services: [...await archive.records('service', ServiceRecord)],
      applications: [...await archive.records('application', ApplicationRecord)],
    }, (path) => archive.file(path));
  },
  remove: (ctx) => removeApp(ctx),
  async health(ctx, instance) {
    const state = (await stateOfApp(ctx)) ?? 'absent';
    const off = state === 'running' ? await listServicesOff(ctx, orderedOf(instance)) : [];
    return off.length === 0 ? { state } : { state, detail: `Noch nicht eingeschaltet, zum Beispiel weil örtliche Angaben fehlen: ${off.join(', ')}.` };
  },
  healthOfAll: (house) => statesOfApp(house),
  async parameters(ctx) {
    const services = await listOrderableServices(ctx);
    const { title, description } = orderTexts(ctx.locale);
    const choices = services.map(({ id, name }) => ({ const: id, title: name }));
    return { type: 'object', additionalProperties: false, properties: choices.length === 0 ? {} : { services: { type: 'array', title, description, items: { oneOf: choices }, uniqueItems: true } } };
  },
  nextSteps: (ctx, instance) => listNextSteps(ctx, orderedOf(instance)),
};

function orderedOf({ parameters }: Pick<Instance, 'parameters'>): { services: string[] } {
  const services: unknown = parameters['services'];
  return { services: Array.isArray(services) ? services.filter((id) => typeof id === 'string') : [] };
}
