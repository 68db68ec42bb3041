import { KUBERNETES_LABELS as LABELS } from '@allmende/app-packages';
import type { LogLine } from '../../domain/runtime.ts';
import { ApiFailed } from './api-failed.ts';
import { listPods, type Cluster, type Lot } from './cluster.ts';

const LONGEST_LINE = 4000;
const MOST_LINES = 5000;

/** The newest lines that the components of a generation wrote, oldest first, as far as the machines of the cluster still have them. */
export async function readPodLogs(cluster: Cluster, lot: Lot, options: { readonly lines: number; readonly since?: Date }): Promise<readonly LogLine[]> {
  const most = Math.max(0, Math.min(options.lines, MOST_LINES));
  if (most === 0) return [];
  const lines = await Promise.all((await listPods(cluster, lot)).map(async ({ metadata }) => {
    const component = metadata.labels?.[LABELS.component] ?? '';
    const path = `/api/v1/namespaces/${lot.namespace}/pods/${metadata.name}/log`;
    try {
      const text = await cluster.api.text(path, { container: component, timestamps: true, tailLines: most, sinceTime: options.since?.toISOString() });
      return text.split('\n').flatMap((line) => lineOf(line, component) ?? []);
    } catch (error) {
      // One that has not begun yet has none.
      if (error instanceof ApiFailed && (error.status === 400 || error.status === 404)) return [];
      throw error;
    }
  }));
  return lines.flat().toSorted((one, other) => one.at.getTime() - other.at.getTime()).slice(-most);
}

function lineOf(line: string, component: string): LogLine | undefined {
  const [, at = '', text = ''] = /^(\S+) (.*)$/u.exec(line) ?? [];
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? undefined : { at: time, component, text: text.slice(0, LONGEST_LINE) };
}
