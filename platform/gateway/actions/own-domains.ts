import { randomBytes } from 'node:crypto';
import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { getInstance, type Instance } from '@allmende/operations';
import { lookUpText } from '../clients/look-up-text.ts';
import { deleteCertificate, selectCertificateStates, wantCertificate, type CertificateState } from '../data/certificate.ts';
import { deleteOwnHost, findHost, insertHost } from '../data/host.ts';
import { closeOwnDomain, findOwnDomain, insertOwnDomain, noteCheck, selectOwnDomains } from '../data/own-domain.ts';
import { DomainTaken } from '../domain/errors.ts';
import { proofName, proofValue, readOwnDomain, type OwnDomain } from '../domain/own-domain.ts';
import { manageDomains, seeGrants } from '../domain/permissions.ts';
import { renewCertificatesTicket } from '../domain/renew-ticket.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'config'>;

/** Domains of an instance with their certificates. Throws NotFound for an unknown instance. */
export async function listOwnDomains(ctx: ActionContext, input: { readonly instance: string }): Promise<{ readonly instance: Instance; readonly domains: readonly (OwnDomain & { readonly certificate: CertificateState | undefined })[] }> {
  requirePermission(ctx.actor, seeGrants, ctx.tenant);
  const { instance } = await getInstance(ctx, input);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const states = await selectCertificateStates(tx);
    return { instance, domains: (await selectOwnDomains(tx, instance.id)).map((one) => ({ ...one, certificate: states.find((state) => state.domain === one.domain) })) };
  });
}

/** Claims a domain for an instance: from then on its proof is asked for. Returns the domain in its plain form; throws InvalidInput for what can be no domain of an authority. */
export async function claimDomain(ctx: ActionContext, input: { readonly instance: string; readonly domain: string }): Promise<string> {
  requirePermission(ctx.actor, manageDomains, ctx.tenant);
  const { instance } = await getInstance(ctx, { instance: input.instance });
  const { config } = ctx;
  const domain = readOwnDomain(input.domain, [config.apps.domain, ...[config.publicAddress, ...Object.values(config.areaAddress)].map((address) => new URL(address).hostname)]);
  if (domain === undefined) throw new InvalidInput([{ pointer: '/domain', code: 'domain', message: 'Das ist keine Domain, die Sie mitbringen können. Beispiel: wiki.stadt.example' }]);
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    await insertOwnDomain(tx, { instance: instance.id, domain, proof: randomBytes(20).toString('hex'), at });
    await record(tx, { actor: ctx.actor, action: 'gateway/domain-claimed', subject: { kind: 'instance', id: instance.id }, facts: { domain }, at });
  });
  return domain;
}

/** Looks into DNS for the proof; when it is there, the domain leads to the instance and a certificate is ordered. Returns whether it is proven. Throws DomainTaken when another instance has it. */
export async function checkDomain(ctx: Context, input: { readonly instance: string; readonly id: string }): Promise<boolean> {
  requirePermission(ctx.actor, manageDomains, ctx.tenant);
  const claimed = await ctx.database.inTenant(ctx.tenant, (tx) => findOwnDomain(tx, input.instance, input.id));
  if (!claimed) throw new NotFound();
  const isProven = (await lookUpText(proofName(claimed.domain), ctx.config.apps.dnsServers)).includes(proofValue(claimed.proof));
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const domain = await findOwnDomain(tx, input.instance, input.id);
    if (!domain) throw new NotFound();
    await noteCheck(tx, domain.id, at, isProven);
    if (!isProven || domain.verifiedAt) return;
    const isNew = await insertHost(tx, { name: domain.domain, kind: 'own', tenant: ctx.tenant, instance: input.instance, at });
    if (!isNew && (await findHost(tx, domain.domain))?.instance !== input.instance) throw new DomainTaken();
    await wantCertificate(tx, domain.domain, at);
    await record(tx, { actor: ctx.actor, action: 'gateway/domain-proven', subject: { kind: 'instance', id: input.instance }, facts: { domain: domain.domain }, at });
    await enqueue(tx, renewCertificatesTicket, {});
  });
  return isProven;
}

/** Gives a domain up: it leads nowhere at once, and its key is deleted. */
export async function releaseDomain(ctx: Context, input: { readonly instance: string; readonly id: string }): Promise<void> {
  requirePermission(ctx.actor, manageDomains, ctx.tenant);
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const domain = await findOwnDomain(tx, input.instance, input.id);
    if (!domain) throw new NotFound();
    await closeOwnDomain(tx, domain.id, at);
    if (domain.verifiedAt) {
      await deleteOwnHost(tx, domain.domain, input.instance);
      await deleteCertificate(tx, domain.domain);
    }
    await record(tx, { actor: ctx.actor, action: 'gateway/domain-released', subject: { kind: 'instance', id: input.instance }, facts: { domain: domain.domain }, at });
  });
}
