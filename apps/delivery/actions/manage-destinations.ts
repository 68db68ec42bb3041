import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findDestination, listDestinations as listDestinationRows, markRemoved, saveDestination as saveDestinationRow, type DestinationRow } from '../data/destination.ts';
import { listServicesTo } from '../data/route.ts';
import type { Settings } from '../domain/delivery.ts';
import { DestinationInUse } from '../domain/errors.ts';
import { manageTargets } from '../domain/permissions.ts';
import { isSecretField, type SettingsWhere, type TargetForm } from '../domain/target-form.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { openSettings, sealSettings } from './open-vault.ts';
import { settableWays } from './settable-ways.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'config' | 'keys' | 'actor' | 'tenant'>;

/** A destination for its form: everything but its secrets, of which only it is said that they are there. */
export type Destination = DestinationRow & { readonly settings: Settings; readonly secrets: readonly string[] };

/** The destinations that the authority has set up, by name. Needs `delivery/manage-targets`. */
export async function listDestinations(ctx: Pick<Context, 'database' | 'actor' | 'tenant'>): Promise<readonly DestinationRow[]> {
  requirePermission(ctx.actor, manageTargets, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, listDestinationRows);
}

/** One destination for its form. Throws NotFound for an unknown or removed one. Needs `delivery/manage-targets`. */
export async function getDestination(ctx: Context, ports: DeliveryPorts, input: { destination: string }): Promise<Destination> {
  requirePermission(ctx.actor, manageTargets, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = await findDestination(tx, input.destination);
    const target = found && formOf(ports, found.target);
    if (!found || !target || found.removedAt !== null) throw new NotFound();
    const settings = await openSettings(tx, ctx, found);
    const secret = new Set(target.form.fields.filter(isSecretField).map(({ name }) => name));
    const { sealed: _sealed, ...row } = found;
    return { ...row, settings: Object.fromEntries(Object.entries(settings).filter(([name]) => !secret.has(name))), secrets: Object.entries(settings).flatMap(([name, value]) => (secret.has(name) && value !== '' ? [name] : [])) };
  });
}

/**
 * Sets up a destination, or changes one when `destination` names it. A secret that is left empty stays, unless the address changes: a secret goes only to whom it was given for. Returns its id. Throws InvalidInput with a problem for each
 * input, NotFound. Needs `delivery/manage-targets`; writes an audit entry without the settings.
 */
export async function saveDestination(ctx: Context, ports: DeliveryPorts, input: { destination?: string | undefined; target: string; name: string; settings: Settings }): Promise<string> {
  requirePermission(ctx.actor, manageTargets, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const there = input.destination === undefined ? undefined : await findDestination(tx, input.destination);
    if (input.destination !== undefined && (!there || there.removedAt !== null)) throw new NotFound();
    const target = formOf(ports, there?.target ?? input.target);
    if (!target) throw new NotFound();
    const typed = typedSettings(target.form, input.settings);
    const before = there ? await openSettings(tx, ctx, there) : {};
    const settings = keepSecrets(target.form, typed, before);
    const name = input.name.trim();
    const problems: FieldProblem[] = [
      ...(name === '' || name.length > 120 ? [{ pointer: '/name', code: 'required', message: 'Geben Sie dem Ziel einen Namen mit höchstens 120 Zeichen, zum Beispiel „Steuerverfahren“.' }] : []),
      ...tooLong(target.form, typed), ...target.form.check(settings, whereOf(ctx)),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    const id = there?.id ?? newId();
    const at = ctx.clock.now();
    await saveDestinationRow(tx, { id, target: target.name, name, address: target.form.address(settings).slice(0, 300), sealed: await sealSettings(tx, ctx, id, settings), at, by: accountId });
    await record(tx, { actor: ctx.actor, action: 'delivery/destination-saved', subject: { kind: 'destination', id }, facts: { target: target.name, name, address: target.form.address(settings).slice(0, 300) }, at });
    return id;
  });
}

/** Removes a destination with its settings. Throws NotFound, and DestinationInUse while applications go there. Needs `delivery/manage-targets`; writes an audit entry. */
export async function removeDestination(ctx: Context, input: { destination: string }): Promise<void> {
  requirePermission(ctx.actor, manageTargets, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = await findDestination(tx, input.destination);
    if (!found || found.removedAt !== null) throw new NotFound();
    if ((await listServicesTo(tx, found.id)).length > 0) throw new DestinationInUse();
    const at = ctx.clock.now();
    await markRemoved(tx, found.id, at, await sealSettings(tx, ctx, found.id, {}));
    await record(tx, { actor: ctx.actor, action: 'delivery/destination-removed', subject: { kind: 'destination', id: found.id }, facts: { target: found.target, name: found.name }, at });
  });
}

function formOf(ports: DeliveryPorts, name: string): { readonly name: string; readonly form: TargetForm } | undefined {
  return settableWays(ports).find((one) => one.name === name);
}

/** What the platform allows destinations to be. */
export function whereOf(ctx: Pick<ActionContext, 'config' | 'clock'>): SettingsWhere {
  return { mayBeInside: ctx.config.environment !== 'production', hasFolder: ctx.config.deliveryFolder !== undefined, hasMail: ctx.config.mail !== undefined, today: ctx.clock.today() };
}

function typedSettings(form: TargetForm, settings: Settings): Settings {
  return Object.fromEntries(form.fields.map(({ name, type }) => {
    const value = settings[name] ?? '';
    return [name, type === 'secret' ? value : value.replaceAll('\r\n', '\n').trim()];
  }));
}

function keepSecrets(form: TargetForm, typed: Settings, before: Settings): Settings {
  const isSameAddress = form.fields.filter(({ type }) => type === 'url').every(({ name }) => originOf(typed[name]) === originOf(before[name]));
  return Object.fromEntries(form.fields.map((field) => {
    const value = typed[field.name] ?? '';
    return [field.name, value === '' && isSecretField(field) && isSameAddress ? (before[field.name] ?? '') : value];
  }));
}

function originOf(value: string | undefined): string {
  return value !== undefined && URL.canParse(value) ? new URL(value).origin : (value ?? '');
}

function tooLong(form: TargetForm, typed: Settings): FieldProblem[] {
  return form.fields.flatMap(({ name, maxLength, label }) => ((typed[name] ?? '').length > maxLength ? [{ pointer: `/${name}`, code: 'too-long', message: `Kürzen Sie „${label.de}“ auf höchstens ${maxLength} Zeichen.` }] : []));
}
