import { record } from '@allmende/audit';
import { newId, type TenantTx } from '@allmende/database';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { findInstanceOfContract, findLivingInstance, insertInstance } from '../data/instance.ts';
import { AgreementMissing, RunsAlready } from '../domain/errors.ts';
import { instanceRequested } from '../domain/events.ts';
import type { Instance, Json } from '../domain/instance.ts';
import { wake } from './wake.ts';

export type RequestInstanceInput = {
  /** `online-services`, or the name of a program of the `process` runtime. */
  readonly app: string;
  /** Its name for people, as ordered; the app's own word unless told. */
  readonly title?: string;
  readonly contractId: string;
  /** The processing agreement of the contract. */
  readonly agreementId: string | undefined;
  readonly parameters: { readonly [key: string]: Json };
  /** When the order was approved; the clock starts here. */
  readonly approvedAt: Date;
  /** `built-in` unless told. */
  readonly runtime?: string;
  /** The released package to run, for runtimes of packages. */
  readonly packageVersion?: string | undefined;
  /** The ordered plan of that package. */
  readonly plan?: string | undefined;
  /** The app runs once per authority. */
  readonly alone?: boolean | undefined;
};

/**
 * Asks for an app to be run, inside the transaction that concludes the contract: if it commits, the app comes up. One instance per contract and app; repeating returns it.
 * That the contract stands is decided by the caller. Throws AgreementMissing without a processing agreement, and RunsAlready for an app that runs once per authority and is there already.
 */
export async function requestInstance(ctx: Pick<ActionContext, 'actor' | 'clock'>, tx: TenantTx, input: RequestInstanceInput): Promise<Instance> {
  if (!input.agreementId) throw new AgreementMissing();
  const now = ctx.clock.now();
  const living = input.alone === true ? await findLivingInstance(tx, input.app) : undefined;
  if (living && living.contractId !== input.contractId) throw new RunsAlready(living);
  const instance: Instance = {
    id: newId(), tenant: tx.tenant, app: input.app, title: input.title ?? input.app, contractId: input.contractId, agreementId: input.agreementId, runtime: input.runtime ?? 'built-in',
    parameters: input.parameters, wanted: 'running', observed: 'absent', observedSince: now, lastObservedAt: undefined, detail: undefined, upstream: undefined, packageVersion: input.packageVersion, generation: 1, candidate: undefined, plan: input.plan, channel: 'stable', copyOf: undefined, endsAt: undefined, approvedAt: input.approvedAt,
    requestedAt: now, runningAt: undefined, endedAt: undefined, endReason: undefined, deleteAfter: undefined, dataReturnedAt: undefined, archiveWantedAt: undefined, removingSince: undefined, deletedAt: undefined, failures: 0, nextLookAt: now,
  };
  if (!(await insertInstance(tx, instance))) {
    const there = await findInstanceOfContract(tx, input.contractId, input.app);
    if (!there) throw new Error('an instance of this contract is being written by somebody else');
    return there;
  }
  await record(tx, {
    actor: ctx.actor, action: 'operations/instance-requested', subject: { kind: 'instance', id: instance.id },
    facts: { app: instance.app, runtime: instance.runtime, contract: instance.contractId, agreement: instance.agreementId }, at: now,
  });
  await emit(tx, instanceRequested(instance.id, { instance: instance.id, app: instance.app, contract: instance.contractId }));
  await wake(tx, instance);
  return instance;
}
