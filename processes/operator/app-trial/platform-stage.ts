import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemActor, type Role } from '@allmende/access';
import { NotTryable, publishRelease, withManagedNeeds, type AppPackage, type TrialPerson, type TrialStage } from '@allmende/app-packages';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { addressOfInstance, giveGrant } from '@allmende/gateway';
import { contextFor, type ActionContext } from '@allmende/house';
import { createAccount, grantRole } from '@allmende/identity';
import { getInstance, requestInstance, type Instance } from '@allmende/operations';
import { createPodmanRuntime } from '@allmende/operations/module';
import { openVisitor, type Shown, type Visitor } from '../clients/visitor.ts';
import { startTrialPlatform, type TrialPlatform } from './trial-platform.ts';
import { reachesSignIn, triedWalls, type TrialSide } from './tried-walls.ts';

/** Two authorities of the register that ships with the platform. */
const AUTHORITIES = { first: 'heilbronn', second: 'tengen' } as const;
const OVER_TIME_MS = 90_000;

type Side = TrialSide & { readonly address: string; readonly officer: ActionContext };

/** A stage on a whole platform of its own, with the podman of this machine. `folder` may be filled and belongs to the trial. */
export function platformStage(folder: string): TrialStage {
  let platform: TrialPlatform | undefined;
  let tried: AppPackage | undefined;
  const ordered: Instance[] = [];
  const sides = new Map<keyof typeof AUTHORITIES, Side>();
  const there = () => {
    const [first, second] = [sides.get('first'), sides.get('second')];
    if (!platform || !tried || !first || !second) throw new Error('The stage was not opened.');
    return { platform, app: tried, first, second };
  };

  async function openSide(authority: keyof typeof AUTHORITIES, app: AppPackage, on: TrialPlatform): Promise<Side> {
    const { house } = on;
    const found = await house.directory.findAuthorityBySlug(AUTHORITIES[authority]);
    if (!found) throw new Error(`Das Gemeindeverzeichnis kennt „${AUTHORITIES[authority]}“ nicht.`);
    const { id } = await house.database.inTenant(found.tenant, (tx) => requestInstance({ actor: systemActor('procurement'), clock: house.clock }, tx, {
      app: app.app, title: 'Erprobung', contractId: newId(), agreementId: newId(), parameters: {}, approvedAt: house.clock.now(), runtime: 'podman', packageVersion: app.version,
    }));
    const ctx = contextFor(house, systemActor('operator-command'), found.tenant);
    ordered.push((await getInstance(ctx, { instance: id })).instance);
    const patience = Math.max(...withManagedNeeds(app).components.map(({ probes }) => probes.startSeconds)) * 1000 + OVER_TIME_MS;
    const deadline = performance.now() + patience;
    for (; ; await sleep(250)) {
      const { instance } = await getInstance(ctx, { instance: id });
      if (instance.observed === 'running' && instance.upstream) {
        const entrance = await addressOfInstance(house, async () => app.entrance && { access: app.entrance.access }, instance);
        const side = { authority: found.name, tenant: found.tenant, id, upstream: instance.upstream };
        // The door of a new network opens up to a second after the first app there runs; what an app is asked before that proves nothing.
        while (app.needs?.oidc && performance.now() < deadline && !(await reachesSignIn(side, house.config.apps.signInPort).catch(isNotTryable))) await sleep(250);
        return { ...side, address: entrance?.address ?? '', officer: (await newAccount(on, found.tenant, 'digital-officer')).ctx };
      }
      if (performance.now() > deadline) throw new Error(`Bei ${found.name} nicht bereit geworden: ${instance.detail ?? instance.observed}`);
    }
  }

  return {
    open: async (app) => {
      const on = await startTrialPlatform(folder);
      platform = on;
      tried = app;
      await publishRelease(contextFor(on.house, systemActor('operator-command'), PLATFORM_TENANT), { package: app });
      for (const [authority, side] of await Promise.all((['first', 'second'] as const).map(async (one) => [one, await openSide(one, app, on)] as const))) sides.set(authority, side);
    },
    person: async ({ authority, access }) => {
      const { app, first, platform: open, second } = there();
      const own = authority === 'first' ? first : second;
      const account = await newAccount(open, own.tenant, 'caseworker');
      if (access) await giveGrant(own.officer, { instance: own.id, accountId: account.accountId });
      return personAt({ platform: open.address, app, address: first.address, upstream: first.upstream }, account);
    },
    walls: () => {
      const { app, first, second } = there();
      return triedWalls(app, first, second, platform?.house.config.apps.signInPort ?? 0);
    },
    close: async () => {
      if (!platform) return;
      // The platform would start again what is taken away under its hands.
      await platform.stop();
      const runtime = createPodmanRuntime({ releases: { get: () => Promise.reject(new Error('nothing is started here')) } });
      for (const one of ordered) await runtime.remove(contextFor(platform.house, systemActor('operator-command'), tenantId(one.tenant)), one);
      await platform.forget();
    },
  };
}

function isNotTryable(error: unknown): true {
  if (error instanceof NotTryable) return true;
  throw error;
}

type Account = { readonly accountId: string; readonly name: string; readonly email: string; readonly password: string; readonly ctx: ActionContext };

async function newAccount({ house }: TrialPlatform, tenant: string, role: Role): Promise<Account> {
  const start = contextFor(house, systemActor('start'), PLATFORM_TENANT);
  const mark = randomBytes(6).toString('hex');
  const [name, email, password] = [`Erprobung ${mark}`, `erprobung-${mark}@erprobung.example`, `Probe-${randomBytes(12).toString('base64url')}`];
  const accountId = await createAccount(start, { email, name, password });
  await grantRole(start, { tenant: tenantId(tenant), accountId, role });
  return { accountId, name, email, password, ctx: contextFor(house, { kind: 'staff', accountId, name, grants: [{ tenant: tenantId(tenant), role }] }, tenantId(tenant)) };
}

type Where = { readonly platform: string; readonly app: AppPackage; readonly address: string; readonly upstream: string };

function personAt({ platform, app, address, upstream }: Where, { email, name, password }: Account): TrialPerson {
  const visitor: Visitor = openVisitor();
  const { signedIn } = app;
  let token: string | undefined;
  const isSignIn = (shown: Shown) => shown.url.origin === new URL(platform).origin && shown.url.pathname === '/sign-in';
  const typeIn = (shown: Shown) => visitor.submit(shown, { field: 'password' }, { email, password });
  return {
    signIn: async () => {
      const shown = await typeIn(await visitor.walk(new URL('/sign-in', platform)));
      if (isSignIn(shown)) throw new Error('Die Anmeldung an der Plattform gelang nicht.');
    },
    enter: async () => {
      let asked = 0;
      let shown = await visitor.walk(new URL(signedIn?.start ?? app.entrance?.path ?? '/', address));
      for (; isSignIn(shown) && asked < 3; asked += 1) shown = await typeIn(shown);
      const value = signedIn?.token && shown.url.origin === address ? rawParameter(shown.url, signedIn.token.parameter) : undefined;
      if (signedIn?.token && value !== undefined) {
        const answer = await visitor.ask(new URL(signedIn.token.path, address), { form: { [signedIn.token.parameter]: value } });
        token = tokenIn(answer.body, signedIn.token.field);
      }
      return { asked, endedAt: `${shown.url.origin}${shown.url.pathname} (Status ${shown.status})` };
    },
    isNamed: async (way) => {
      const shown = await visitor.ask(new URL(signedIn?.page ?? '/', address), { at: way === 'past' ? upstream : undefined, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
      return shown.status >= 200 && shown.status < 300 && (shown.body.includes(email) || shown.body.includes(name));
    },
    signOut: async () => { await visitor.submit(await visitor.walk(new URL('/account', platform)), { action: '/sign-out' }, {}); },
  };
}

// Not by URLSearchParams: apps put base64 there as it is, and its plus is no space.
function rawParameter(url: URL, name: string): string | undefined {
  const pair = url.search.slice(1).split('&').find((one) => one.startsWith(`${name}=`));
  return pair === undefined ? undefined : decodeURIComponent(pair.slice(name.length + 1));
}

function tokenIn(body: string, field: string): string | undefined {
  try {
    const value = (JSON.parse(body) as Record<string, unknown>)[field];
    return typeof value === 'string' && /^[\x21-\x7e]{1,8000}$/u.test(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
