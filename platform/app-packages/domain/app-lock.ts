import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { AppPackage } from './app-package.ts';
import { MANAGED, managedNeeds, type ManagedNeed } from './managed-needs.ts';

const Digest = Type.String({ pattern: '^sha256:[0-9a-f]{64}$' });

const AppLockSchema = Type.Object({
  images: Type.Record(Type.String(), Type.Object({ digest: Digest, inputs: Digest }, { additionalProperties: false })),
}, { additionalProperties: false });

/** `allmende-app.lock.yaml`: which image was made for each component and each need that the platform fills itself, and of what. `inputs` is the hash of the folder it was built from. */
export type AppLock = Static<typeof AppLockSchema>;

/** The lock file as `app build` writes it; undefined for another form. */
export function readAppLock(value: unknown): AppLock | undefined {
  return Value.Check(AppLockSchema, value) ? value : undefined;
}

/** The package with the digests of its lock. A digest that the manifest names itself stays. Images whose folder has changed since (`inputs`) get none. */
export function withDigests(app: AppPackage, lock: AppLock, inputs: ReadonlyMap<string, string>): AppPackage {
  const digestOf = (name: string): string | undefined => {
    const locked = lock.images[name];
    return locked !== undefined && locked.inputs === inputs.get(name) ? locked.digest : undefined;
  };
  return {
    ...app,
    ...(app.needs ? { needs: { ...app.needs, ...Object.fromEntries(managedNeeds(app).map((need) => [need, withImage(app, need, digestOf(need))])) } } : {}),
    components: app.components.map((component) => {
      const digest = component.image.digest ?? digestOf(component.name);
      return digest === undefined ? component : { ...component, image: { ...component.image, digest } };
    }),
  };
}

function withImage(app: AppPackage, need: ManagedNeed, digest: string | undefined) {
  const wanted = app.needs?.[need];
  return wanted?.image !== undefined || digest === undefined ? wanted : { ...wanted, image: { reference: MANAGED[need].reference, digest } };
}
