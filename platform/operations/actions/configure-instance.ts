import { isDeepStrictEqual } from 'node:util';
import { requirePermission } from '@allmende/access';
import { getRelease, parameterForm } from '@allmende/app-packages';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { getInstanceForUpdate, getInstanceRow, saveInstance } from '../data/instance.ts';
import { insertPassage } from '../data/passage.ts';
import { checkParameters, NOTHING_TO_STATE } from '../domain/check-parameters.ts';
import { NotInThisState } from '../domain/errors.ts';
import type { Instance } from '../domain/instance.ts';
import type { Parameters, ParameterSchema } from '../domain/parameter-schema.ts';
import { beginConfiguration } from '../domain/passage.ts';
import { controlInstances } from '../domain/permissions.ts';
import { wake } from './wake.ts';

type Ctx = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** What can be chosen for an instance, and what is chosen now. */
export type Configuration = { readonly instance: Instance; readonly schema: ParameterSchema; readonly chosen: Parameters };

/** What the running version lets its users choose, in a language; nothing for apps that leave nothing open or come with the platform. Throws NotFound. */
export async function getConfiguration(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { readonly instance: string; readonly language: 'de' | 'en' }): Promise<Configuration> {
  requirePermission(ctx.actor, controlInstances, ctx.tenant);
  const instance = await ctx.database.inTenant(ctx.tenant, (tx) => getInstanceRow(tx, input.instance));
  return { instance, schema: await schemaOf(ctx, instance, input.language), chosen: instance.parameters as Parameters };
}

/**
 * Gives an instance another configuration: a new generation with all data, saved first, which has to prove itself before it serves; else the old one goes on as it was. Throws InvalidInput for what the
 * running version does not know, NotInThisState when nothing would change or something else is under way.
 */
export async function configureInstance(ctx: Ctx, input: { readonly instance: string; readonly parameters: Parameters }): Promise<Instance> {
  requirePermission(ctx.actor, controlInstances, ctx.tenant);
  const { instance: seen, schema } = await getConfiguration(ctx, { instance: input.instance, language: 'de' });
  checkParameters(schema, input.parameters);
  const now = ctx.clock.now();
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = await getInstanceForUpdate(tx, input.instance);
    if (before.packageVersion !== seen.packageVersion) throw new NotInThisState('Inzwischen läuft eine andere Version. Bitte sehen Sie sich die Einstellungen noch einmal an.');
    const passage = newId();
    const after = { ...beginConfiguration(before, { parameters: input.parameters, passage }, now), nextLookAt: now, failures: 0 };
    const changed = Object.keys(schema.properties).filter((name) => !isDeepStrictEqual(before.parameters[name], input.parameters[name]));
    if (changed.length === 0) throw new NotInThisState('An den Einstellungen hat sich nichts geändert.');
    const version = before.packageVersion ?? '';
    await insertPassage(tx, { id: passage, instanceId: after.id, reason: 'update', fromVersion: version, toVersion: version, rollout: undefined, startedAt: now, detail: undefined });
    await saveInstance(tx, after);
    // Names alone: what was chosen may be nobody else's business.
    await record(tx, { actor: ctx.actor, action: 'operations/configuration-wanted', subject: { kind: 'instance', id: after.id }, facts: { app: after.app, version, settings: changed.join(', ') }, at: now });
    await wake(tx, after);
    return after;
  });
}

async function schemaOf(ctx: Pick<ActionContext, 'database'>, instance: Instance, language: 'de' | 'en'): Promise<ParameterSchema> {
  const { app, packageVersion: version } = instance;
  if (version === undefined) return NOTHING_TO_STATE;
  // `app check` has held the package against what a form can ask.
  return (parameterForm((await getRelease(ctx, { app, version })).package, language) ?? NOTHING_TO_STATE) as ParameterSchema;
}
