import { Type } from 'typebox';
import type { AppModule } from '../domain/app-module.ts';

const NOTE = Type.Object({ id: Type.String(), text: Type.String() });

/** A small app for tests: keeps notes and one file per authority in memory, and can be told to fail. */
export type SampleApp = AppModule & {
  readonly calls: string[];
  readonly notes: Map<string, { id: string; text: string }[]>;
  /** The next calls of this function throw, so many times. */
  failNext(call: 'activate' | 'suspend' | 'export' | 'remove' | 'health', times: number): void;
  /** `activate` waits for it. */
  hold: Promise<void> | undefined;
};

/** Makes a sample app. Its data live as long as the returned object. */
export function sampleApp(app = 'sample'): SampleApp {
  const notes: SampleApp['notes'] = new Map();
  const states = new Map<string, 'running' | 'suspended'>();
  const failing = new Map<string, number>();
  const calls: string[] = [];
  const called = (call: string) => {
    if (call !== 'health') calls.push(call);
    const left = failing.get(call) ?? 0;
    if (left > 0) {
      failing.set(call, left - 1);
      throw new Error(`the sample app was told to fail in ${call}`);
    }
  };
  const sample: SampleApp = {
    app, calls, notes, hold: undefined,
    failNext: (call, times) => { failing.set(call, times); },
    activate: async (_ctx, instance) => {
      called('activate');
      await sample.hold;
      states.set(instance.id, 'running');
      if (!notes.has(instance.tenant)) notes.set(instance.tenant, []);
    },
    suspend: async (_ctx, instance) => {
      called('suspend');
      states.set(instance.id, 'suspended');
    },
    export: async (_ctx, instance, archive) => {
      called('export');
      await archive.addRecords('note', NOTE, notes.get(instance.tenant) ?? []);
      await archive.addFile('files/Übersicht.txt', Buffer.from(`${(notes.get(instance.tenant) ?? []).length} Notizen\n`));
    },
    restore: async (_ctx, instance, archive) => {
      called('restore');
      const there = notes.get(instance.tenant) ?? [];
      const known = new Set(there.map((note) => note.id));
      notes.set(instance.tenant, [...there, ...(await archive.records('note', NOTE)).filter((note) => !known.has(note.id))]);
    },
    remove: async (_ctx, instance) => {
      called('remove');
      states.delete(instance.id);
      notes.delete(instance.tenant);
    },
    health: async (_ctx, instance) => {
      called('health');
      return { state: states.get(instance.id) ?? 'absent' };
    },
  };
  return sample;
}
