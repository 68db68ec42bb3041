import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { AppPackage } from './app-package.ts';

const Digest = Type.String({ pattern: '^sha256:[0-9a-f]{64}$' });

const AppLockSchema = Type.Object({
  images: Type.Record(Type.String(), Type.Object({ digest: Digest, inputs: Digest }, { additionalProperties: false })),
}, { additionalProperties: false });

/** `allmende-app.lock.yaml`: which image was made for each component, and of what. `inputs` is the hash of the folder it was built from. */
export type AppLock = Static<typeof AppLockSchema>;

/** The lock file as `app build` writes it; undefined for another form. */
export function readAppLock(value: unknown): AppLock | undefined {
  return Value.Check(AppLockSchema, value) ? value : undefined;
}

/** The package with the digests of its lock. A digest that the manifest names itself stays. Images whose folder has changed since (`inputs`) get none. */
export function withDigests(app: AppPackage, lock: AppLock, inputs: ReadonlyMap<string, string>): AppPackage {
  return {
    ...app,
    components: app.components.map((component) => {
      const locked = lock.images[component.name];
      const isCurrent = locked !== undefined && locked.inputs === inputs.get(component.name);
      return component.image.digest !== undefined || !isCurrent ? component : { ...component, image: { ...component.image, digest: locked.digest } };
    }),
  };
}
