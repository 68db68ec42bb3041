import type { AppModule } from '../domain/app-module.ts';
import { UnknownApp } from '../domain/errors.ts';
import type { Runtime } from '../domain/runtime.ts';

/** The runtime of our own apps: they run inside the platform and are told to begin, pause and end through their `AppModule`. */
export function builtInRuntime(apps: readonly AppModule[]): Runtime {
  const known = new Map(apps.map((app) => [app.app, app]));
  if (known.size !== apps.length) throw new RangeError('two apps have the same name');
  const appOf = (name: string): AppModule => {
    const app = known.get(name);
    if (!app) throw new UnknownApp(name);
    return app;
  };
  return {
    name: 'built-in',
    programs: new Set(known.keys()),
    apply: async (ctx, instance, spec) => {
      const app = appOf(instance.app);
      if (spec.wanted === 'suspended') return app.suspend(ctx, instance);
      const { state } = await app.health(ctx, instance);
      return state === 'suspended' && app.resume ? app.resume(ctx, instance) : app.activate(ctx, instance);
    },
    observe: (ctx, instance) => appOf(instance.app).health(ctx, instance),
    backup: (ctx, instance, to) => appOf(instance.app).export(ctx, instance, to),
    restore: (ctx, instance, from) => appOf(instance.app).restore(ctx, instance, from),
    remove: (ctx, instance) => appOf(instance.app).remove(ctx, instance),
  };
}
