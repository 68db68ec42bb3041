import { KUBERNETES_LABELS as LABELS } from '@allmende/app-packages';
import { RuntimeUnable } from '../../domain/errors.ts';
import { listPods, type Cluster, type Lot } from './cluster.ts';
import { runInContainer } from './run-in-container.ts';
import { waitUntil } from './wait-until.ts';

const COMMAND_MS = 10 * 60_000;
const WAIT_MS = 60_000;
const END_OF_OUTPUT = 600;

/** Runs a command of the package in a component, which is waited for up to a minute. Throws RuntimeUnable with the end of its output when it fails. */
export async function runPackageCommand(cluster: Cluster, lot: Lot, command: { readonly component: string; readonly command: readonly string[] }, what: string): Promise<void> {
  const pod = await waitUntil(async () => (await listPods(cluster, lot)).find((one) => one.metadata.labels?.[LABELS.component] === command.component && one.metadata.deletionTimestamp === undefined
    && one.status?.containerStatuses?.some(({ state }) => state?.running))?.metadata.name, WAIT_MS, `${what} war nicht möglich: Die Komponente „${command.component}“ läuft nicht.`);
  const ended = await runInContainer(cluster.api.config, { namespace: lot.namespace, pod, container: command.component }, command.command, { timeoutMs: COMMAND_MS });
  if (ended.code !== 0) throw new RuntimeUnable(`${what} ist gescheitert: ${`${ended.output.toString('utf8')}${ended.errors}`.trim().slice(-END_OF_OUTPUT)}`);
}
