import type { Permission } from '@allmende/access';
import type { ActionContext, House } from '@allmende/house';
import type { JobDefinition } from '@allmende/jobs';
import type { RoomModule } from '@allmende/module';
import { backUpInstance } from './actions/back-up-instances.ts';
import { keepLooking } from './actions/keep-looking.ts';
import { measureInstance, readInstanceLogs } from './actions/look-into-instance.ts';
import { reconcile, type Pass, type Workshop } from './actions/reconcile.ts';
import { restoreArchive } from './actions/restore-archive.ts';
import { driveRollouts, type MayBegin } from './actions/rollouts.ts';
import { runDrill } from './actions/run-drill.ts';
import { sweepInstances } from './actions/sweep-instances.ts';
import { builtInRuntime } from './clients/built-in-runtime.ts';
import { nodeRed } from './clients/node-red.ts';
import { processRuntime } from './clients/process-runtime.ts';
import { operationsMigrations } from './data/migrations.ts';
import type { AppModule } from './domain/app-module.ts';
import type { ArchiveBytes } from './domain/archive.ts';
import { controlInstances, retryJobs, rollOut, seeFleet, seeInstances } from './domain/permissions.ts';
import type { AddressOf } from './domain/entrance-port.ts';
import type { Releases } from './domain/releases.ts';
import type { LogLine, Runtime, Usage } from './domain/runtime.ts';
import { backUpInstancesJob, backUpJob } from './jobs/back-up.ts';
import { drillJob, startDrillsJob } from './jobs/drill.ts';
import { driveRolloutsJob } from './jobs/drive-rollouts.ts';
import { eraseArchivesJob } from './jobs/erase-archives.ts';
import { reconcileJob } from './jobs/reconcile.ts';
import { sweepInstancesJob } from './jobs/sweep-instances.ts';
import { endInstanceApi, fetchArchiveApi, getInstanceApi, listInstancesApi, requestArchiveApi, resumeInstanceApi, suspendInstanceApi } from './web/api/instances.ts';
import { configureInstanceApi, getConfigurationApi } from './web/api/configuration.ts';
import { changeRolloutApi, chooseChannelApi, copyInstanceApi, getDeletionApi, listDrillsApi, listRolloutsApi, requestDrillApi, restoreInstanceApi, startRolloutApi, updateInstanceApi } from './web/api/life.ts';
import { changeInstancePages } from './web/pages/change-instance.ts';
import { deletionPages } from './web/pages/deletion.ts';
import { drillsPages } from './web/pages/drills.ts';
import { fleetPage } from './web/pages/fleet.ts';
import { instanceAccessPages } from './web/pages/instance-access.ts';
import { archivePage, archivePost, instanceEventsPage, instancePage, newestArchivePage } from './web/pages/instance.ts';
import { renewInstancePages } from './web/pages/renew-instance.ts';
import { rolloutsPages } from './web/pages/rollouts.ts';
import { instancesPage } from './web/pages/instances.ts';
import { jobsPage, retryJobPost } from './web/pages/jobs.ts';
import './web/english-refusals.ts';

export type { KubernetesOptions } from './clients/kubernetes-runtime.ts';
export { createPodmanRuntime } from './clients/podman-runtime.ts';
export { operatorNeeds } from './clients/operator-needs.ts';
export { openImageStore } from './clients/podman/image-store.ts';
export { isPodmanUsable, type PodmanUse } from './clients/podman/is-podman-usable.ts';

/** What the room gives to the processes; `addressOf` says where instances are opened. The jobs that know the apps come from `createOperations`. */
export const createOperationsModule = (options: { readonly addressOf: AddressOf }): RoomModule => ({
  name: 'operations',
  migrations: operationsMigrations,
  permissions: [seeInstances, controlInstances, seeFleet, retryJobs, rollOut],
  pages: [instancesPage, instancePage(options.addressOf), instanceEventsPage, ...renewInstancePages, ...deletionPages, ...drillsPages, ...rolloutsPages, archivePost, newestArchivePage, archivePage, ...changeInstancePages, ...instanceAccessPages(options.addressOf), fleetPage, jobsPage, retryJobPost],
  api: [listInstancesApi, getInstanceApi, suspendInstanceApi, resumeInstanceApi, endInstanceApi, requestArchiveApi, fetchArchiveApi, getConfigurationApi, configureInstanceApi, updateInstanceApi, chooseChannelApi, restoreInstanceApi, copyInstanceApi, getDeletionApi, listRolloutsApi, startRolloutApi, changeRolloutApi, listDrillsApi, requestDrillApi],
  navigation: [
    { area: 'office', label: { de: 'Anwendungen', en: 'Apps' }, segments: ['instances'], access: seeInstances, order: 57, summary: { de: 'Was für Sie läuft: Zustand, Pause, Ende, Datenrückgabe', en: 'What runs for you: state, pause, end, return of data' } },
    { area: 'operator', label: { de: 'Instanzen', en: 'Instances' }, segments: ['instances'], access: seeFleet, order: 40, summary: { de: 'Was für alle Behörden läuft, Störungen zuerst', en: 'What runs for all authorities, failures first' } },
    { area: 'operator', label: { de: 'Verteilungen', en: 'Rollouts' }, segments: ['rollouts'], access: seeFleet, order: 42, summary: { de: 'Neue Versionen in Stufen zu allen Behörden', en: 'New versions to all authorities, in stages' } },
    { area: 'operator', label: { de: 'Übungen', en: 'Drills' }, segments: ['drills'], access: seeFleet, order: 44, summary: { de: 'Ob und wie schnell sich Sicherungen zurückspielen lassen', en: 'Whether and how fast backups can be restored' } },
    { area: 'operator', label: { de: 'Aufgaben', en: 'Jobs' }, segments: ['jobs'], access: seeFleet, order: 70, summary: { de: 'Aufgaben, die nach vielen Versuchen liegen blieben', en: 'Jobs that gave up after many tries' } },
  ],
});

/** Likewise without a gateway. */
export const operationsModule: RoomModule = createOperationsModule({ addressOf: async () => undefined });

export type { Releases } from './domain/releases.ts';

/** Apps that this machine can run without a released package, with their names for people: for demonstration, as programs of its own, with no wall between authorities. */
export const demonstrationApps: ReadonlyMap<string, string> = new Map([[nodeRed.app, 'Node-RED']]);

/** The part of operations that knows the apps: made once per process that runs jobs. */
export type Operations = {
  /** For the worker, beside the jobs of all modules. */
  readonly jobs: readonly JobDefinition[];
  /** One pass for one instance. */
  reconcile(house: House, input: { readonly tenant: string; readonly instance: string }): Promise<Pass>;
  /** Looks once at everything and wakes what needs it. */
  sweep(house: House): Promise<number>;
  /** Sweeps every few seconds and listens to the runtimes, until disposed; for the worker. */
  keepLooking(house: House): AsyncDisposable;
  /** Saves one instance, if that was not done this night. */
  backUp(house: House, input: { readonly tenant: string; readonly instance: string }): Promise<void>;
  /** Restores the newest backup of an instance into a scratch instance and measures how long that takes. */
  drill(house: House, input: { readonly tenant: string; readonly instance: string }): Promise<void>;
  /** Brings every running rollout a step on. */
  driveRollouts(house: House): Promise<void>;
  /** Reads an archive into an instance of the same app. */
  restoreArchive(ctx: ActionContext, input: { readonly instance: string; readonly bytes: Uint8Array | ArchiveBytes }): ReturnType<typeof restoreArchive>;
  /** What an instance uses at this moment; undefined where its runtime cannot say. */
  measure(house: House, place: { readonly tenant: string; readonly instance: string }): Promise<Usage | undefined>;
  /** Runtimes that `measure` can ask. */
  readonly measuredRuntimes: readonly string[];
  /** The newest lines of an instance, for whoever has the permission; undefined where its runtime keeps none. */
  logs(ctx: ActionContext, input: { readonly instance: string; readonly lines: number; readonly since?: Date; readonly permission: Permission }): Promise<readonly LogLine[] | undefined>;
  /** Ends the foreign programs of this machine, when the platform itself is stopped by hand; the next start brings them back. */
  stopPrograms(house: Pick<House, 'config'>): Promise<void>;
};

/** Connects the apps of the house with the runtimes; `releases` gives the packages of those that have some, `mayBegin` keeps rollouts to maintenance windows. */
export function createOperations(options: { readonly apps: readonly AppModule[]; readonly runtimes?: readonly Runtime[]; readonly releases?: Releases; readonly mayBegin?: MayBegin }): Operations {
  const programs = processRuntime([nodeRed]);
  const runtimes: ReadonlyMap<string, Runtime> = new Map([builtInRuntime(options.apps), programs, ...(options.runtimes ?? [])].map((runtime) => [runtime.name, runtime]));
  const workshop: Workshop = { runtimes, releases: options.releases, apps: options.apps, inHand: new Set() };
  return {
    jobs: [
      reconcileJob(workshop), sweepInstancesJob(workshop), eraseArchivesJob as JobDefinition, backUpInstancesJob, backUpJob(workshop), startDrillsJob, drillJob(workshop), driveRolloutsJob(options.mayBegin),
    ],
    reconcile: (house, input) => reconcile(house, workshop, input),
    sweep: (house) => sweepInstances(house, workshop),
    keepLooking: (house) => keepLooking(house, workshop),
    backUp: (house, input) => backUpInstance(house, workshop, input),
    drill: (house, input) => runDrill(house, workshop, input),
    driveRollouts: (house) => driveRollouts(house, options.mayBegin),
    restoreArchive: (ctx, input) => restoreArchive(ctx, runtimes, input),
    measure: (house, place) => measureInstance(house, runtimes, place),
    measuredRuntimes: [...runtimes.values()].filter((runtime) => runtime.usage !== undefined).map((runtime) => runtime.name),
    logs: (ctx, input) => readInstanceLogs(ctx, runtimes, input),
    stopPrograms: (house) => programs.stopAll(house),
  };
}
