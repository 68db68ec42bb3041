import { InvalidInput, NotFound } from '@allmende/errors';
import { defineApi, type AnyApi } from '@allmende/http';
import { Type, type Static } from 'typebox';
import { addressOfInstance } from '../../actions/address-of-instance.ts';
import { checkDomain, claimDomain, listOwnDomains, releaseDomain } from '../../actions/own-domains.ts';
import type { EntranceOf } from '../../actions/watch-routes.ts';
import { manageDomains, seeGrants } from '../../domain/permissions.ts';
import { proofName, proofValue } from '../../domain/own-domain.ts';

const slug = Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' });
const uuid = Type.String({ format: 'uuid' });
const maybeInstant = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);
const path = '/authorities/:authority/instances/:instance/domains';
const params = Type.Object({ authority: slug, instance: uuid });
const oneParams = Type.Object({ authority: slug, instance: uuid, domain: uuid });

const Record = Type.Object({ name: Type.String(), value: Type.String() });
const Domain = Type.Object({
  id: uuid, domain: Type.String(), state: Type.Enum(['proof-missing', 'certificate-pending', 'certificate-failed', 'ready'], { description: 'How far it is; `certificate-failed` is tried again by itself.' }),
  proof: Type.Object({ name: Type.String(), value: Type.String() }, { description: 'The TXT record that proves the domain.' }),
  target: Type.Union([Record, Type.Null()], { description: 'The CNAME record that leads to the app; null when the app has no entrance.' }),
  checkedAt: maybeInstant, provenAt: maybeInstant, certificateUntil: maybeInstant,
  problem: Type.Union([Type.String(), Type.Null()], { description: 'Why there is no certificate yet, as the certificate authority said it.' }),
});
type Listed = Awaited<ReturnType<typeof listOwnDomains>>['domains'][number];

/** The operations on domains that an authority brings for an app. */
export function domainOperations(entranceOf: EntranceOf): readonly AnyApi[] {
  return [
    defineApi({
      method: 'GET', path, tag: 'gateway', operationId: 'listDomains', access: seeGrants, summary: 'Domains of its own under which an app of the authority appears, with what to enter into DNS and how far they are', params, response: Type.Object({ domains: Type.Array(Domain) }),
      async handle({ ctx, params: { instance } }) {
        const found = await listOwnDomains(ctx, { instance });
        const entrance = await addressOfInstance(ctx, entranceOf, found.instance);
        return { domains: found.domains.map((one) => domainJson(one, entrance?.address)) };
      },
    }),
    defineApi({
      method: 'POST', path, tag: 'gateway', operationId: 'claimDomain', access: manageDomains, summary: 'Bring a domain for an app; it leads there once its proof is seen in DNS. A domain that was brought before stays as it is', params, status: 201,
      body: Type.Object({ domain: Type.String({ minLength: 4, maxLength: 255 }) }, { additionalProperties: false }), response: Domain,
      async handle({ ctx, params: { instance }, body }) {
        const entrance = await addressOfInstance(ctx, entranceOf, (await listOwnDomains(ctx, { instance })).instance);
        if (!entrance) throw new InvalidInput([{ pointer: '/domain', code: 'no-entrance', message: 'Diese Anwendung läuft in der Plattform und hat keine eigene Adresse.' }]);
        const domain = await claimDomain(ctx, { instance, domain: body.domain });
        const found = await listOwnDomains(ctx, { instance });
        return domainJson(pick(found.domains, (one) => one.domain === domain), entrance.address);
      },
    }),
    defineApi({
      method: 'POST', path: `${path}/:domain/check`, tag: 'gateway', operationId: 'checkDomain', access: manageDomains, summary: 'Look into DNS for the proof of a domain; once it is there the certificate is ordered', params: oneParams, response: Domain,
      async handle({ ctx, params: { instance, domain } }) {
        await checkDomain(ctx, { instance, id: domain });
        const found = await listOwnDomains(ctx, { instance });
        const entrance = await addressOfInstance(ctx, entranceOf, found.instance);
        return domainJson(pick(found.domains, (one) => one.id === domain), entrance?.address);
      },
    }),
    defineApi({
      method: 'DELETE', path: `${path}/:domain`, tag: 'gateway', operationId: 'releaseDomain', access: manageDomains, summary: 'Give a domain up: it leads nowhere at once, and the key of its certificate is deleted', params: oneParams, status: 204,
      async handle({ ctx, params: { instance, domain } }) {
        await releaseDomain(ctx, { instance, id: domain });
        return undefined;
      },
    }),
  ];
}

function pick(domains: readonly Listed[], is: (one: Listed) => boolean): Listed {
  const found = domains.find(is);
  if (!found) throw new NotFound();
  return found;
}

function domainJson(one: Listed, address: string | undefined): Static<typeof Domain> {
  const { certificate } = one;
  return {
    id: one.id, domain: one.domain, state: one.verifiedAt === undefined ? 'proof-missing' : certificate?.notAfter ? 'ready' : certificate?.problem === undefined ? 'certificate-pending' : 'certificate-failed',
    proof: { name: proofName(one.domain), value: proofValue(one.proof) }, target: address === undefined ? null : { name: one.domain, value: new URL(address).hostname },
    checkedAt: one.checkedAt?.toISOString() ?? null, provenAt: one.verifiedAt?.toISOString() ?? null, certificateUntil: certificate?.notAfter?.toISOString() ?? null, problem: certificate?.problem ?? null,
  };
}
