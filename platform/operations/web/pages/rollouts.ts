import { may } from '@allmende/access';
import { listReleases } from '@allmende/app-packages';
import { PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { Type } from 'typebox';
import { abortRollout, getRollout, haltRollout, listRollouts, resumeRollout, startRollout } from '../../actions/rollouts.ts';
import { updateWithoutOwnBackup } from '../../actions/update-instance.ts';
import { rollOut, seeFleet } from '../../domain/permissions.ts';
import { rolloutView, rolloutsView, type TypedRollout } from './rollouts.view.ts';

const params = Type.Object({ rollout: Type.String({ format: 'uuid' }) });
const USUAL: TypedRollout = { release: '', stages: '1, 10%, 50%, 100%', pauseMinutes: '60', mostFailures: '0' };
const CHANGES = { halt: haltRollout, resume: resumeRollout, abort: abortRollout } as const;

async function list(request: Pick<PageRequest, 'ctx' | 'actor' | 'locale' | 'csrf' | 'urlFor'>, typed: TypedRollout, problems: InvalidInput['fields']) {
  const releases = (await listReleases(request.ctx)).filter((one) => one.withdrawnAt === undefined);
  return show(rolloutsView({ rollouts: await listRollouts(request.ctx), releases, mayRollOut: may(request.actor, rollOut, PLATFORM_TENANT), typed, problems }, request));
}

const listPage = definePage({ method: 'GET', path: '/operator/rollouts', access: seeFleet, handle: (request) => list(request, USUAL, []) });

const startPost = definePage({
  method: 'POST', path: '/operator/rollouts', access: rollOut,
  async handle(request) {
    const typed: TypedRollout = { release: request.form.text('release'), stages: request.form.text('stages'), pauseMinutes: request.form.text('pauseMinutes').trim(), mostFailures: request.form.text('mostFailures').trim() };
    const [app = '', version = ''] = typed.release.split('/');
    try {
      const { id } = await startRollout(request.ctx, {
        app, version, stages: typed.stages.split(',').map((stage) => stage.replaceAll(/\s/gu, '')), pauseMinutes: /^\d{1,6}$/u.test(typed.pauseMinutes) ? Number(typed.pauseMinutes) : -1, mostFailures: /^\d{1,4}$/u.test(typed.mostFailures) ? Number(typed.mostFailures) : -1,
      });
      return redirect(request.urlFor.operator('rollouts', id));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return list(request, typed, error.fields);
    }
  },
});

const rolloutPage = definePage({
  method: 'GET', path: '/operator/rollouts/:rollout', access: seeFleet, params,
  async handle(request) {
    return show(rolloutView({ ...(await getRollout(request.ctx, request.params)), mayRollOut: may(request.actor, rollOut, PLATFORM_TENANT), problems: [] }, request));
  },
});

const changePost = definePage({
  method: 'POST', path: '/operator/rollouts/:rollout', access: rollOut, params,
  async handle(request) {
    const change = CHANGES[request.form.text('change') as keyof typeof CHANGES];
    if (!change) throw new NotFound();
    await change(request.ctx, request.params);
    return redirect(request.urlFor.operator('rollouts', request.params.rollout));
  },
});

// The way on for one authority whose old version cannot save itself.
const withoutBackupPost = definePage({
  method: 'POST', path: '/operator/rollouts/:rollout/without-backup', access: rollOut, params,
  async handle(request) {
    const found = await getRollout(request.ctx, request.params);
    const member = found.members.find((one) => `${one.tenant}/${one.instance}` === request.form.text('instance'));
    if (!member) throw new NotFound();
    try {
      await updateWithoutOwnBackup(request.ctx, { tenant: member.tenant, instance: member.instance, version: found.rollout.version, reason: request.form.text('reason') });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return show(rolloutView({ ...found, mayRollOut: true, problems: error.fields }, request));
    }
    return redirect(request.urlFor.operator('rollouts', request.params.rollout), { flash: { kind: 'info', title: request.locale === 'en' ? 'The update has begun.' : 'Die Aktualisierung hat begonnen.' } });
  },
});

/** Rollouts, for the operator. */
export const rolloutsPages = [listPage, startPost, rolloutPage, changePost, withoutBackupPost];
