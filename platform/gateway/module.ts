import type { House } from '@allmende/house';
import type { JobDefinition } from '@allmende/jobs';
import type { RoomModule } from '@allmende/module';
import { checkAppsDomain } from './actions/check-apps-domain.ts';
import { findChallengeAnswer } from './actions/find-challenge-answer.ts';
import { createTrafficCounter } from './actions/traffic.ts';
import { watchCertificates } from './actions/watch-certificates.ts';
import { watchRoutes, type EntranceOf, type RouteTable } from './actions/watch-routes.ts';
import { watchSessions, type SessionWatch } from './actions/watch-sessions.ts';
import { readTls } from './clients/read-tls.ts';
import { serveGate, type ServedGate } from './clients/serve-gate.ts';
import { servePlain } from './clients/serve-plain.ts';
import { gatewayMigrations } from './data/migrations.ts';
import { originOfHost, hostName } from './domain/host-name.ts';
import { manageDomains, manageGrants, seeGrants } from './domain/permissions.ts';
import { forgetOldJob } from './jobs/forget-old.ts';
import { renewCertificatesJob } from './jobs/renew-certificates.ts';
import { domainOperations } from './web/api/domains.ts';
import { grantOperations } from './web/api/grants.ts';
import { createGate } from './web/create-gate.ts';
import { ownAnswers } from './web/own-answers.ts';
import { instanceDomainsPages } from './web/pages/domains.ts';
import { enterPage } from './web/pages/enter.ts';
import { instancePeoplePages } from './web/pages/people.ts';
import './web/english-refusals.ts';

/** What the room gives to web and worker. `entranceOf` asks the apps' packages. */
export function createGatewayModule(options: { readonly entranceOf: EntranceOf }): RoomModule {
  return {
    name: 'gateway',
    migrations: gatewayMigrations,
    permissions: [seeGrants, manageGrants, manageDomains],
    pages: [enterPage, ...instancePeoplePages(options.entranceOf), ...instanceDomainsPages(options.entranceOf)],
    api: [...grantOperations(options.entranceOf), ...domainOperations(options.entranceOf)],
    jobs: [forgetOldJob as JobDefinition, renewCertificatesJob as JobDefinition],
  };
}

/** How the gateway of this process runs. */
export type GatewayOptions = {
  readonly entranceOf: EntranceOf;
  /** How often routes and sessions are looked at: 1 s and 2 s. */
  readonly turnMs?: { readonly routes: number; readonly sessions: number };
  readonly limits?: { readonly connectMs?: number; readonly answerMs?: number; readonly maxBodyBytes?: number; readonly maxRequests?: number; readonly maxSockets?: number };
  /** Name of this process in the counts, so that several may run. */
  readonly process: string;
};

/** A gateway that serves. */
export type Gateway = ServedGate & { /** The port of plain http beside https; undefined without one. */ readonly plainPort: number | undefined; readonly routes: RouteTable; readonly sessions: SessionWatch; writeTraffic(): Promise<void> };

const TRAFFIC_MS = 60_000;
const CERTIFICATES_MS = 30_000;

/** Serves all instances until stopped. Throws UnusableConfig when the apps domain is one site with the platform. */
export async function createGateway(house: House, options: GatewayOptions): Promise<Gateway> {
  const { config } = house;
  checkAppsDomain(config);
  const certificates = config.apps.tls && (await watchCertificates(house, { everyMs: options.turnMs?.routes ?? CERTIFICATES_MS }));
  const tls = config.apps.tls && certificates && (await readTls(config.apps.tls, (domain) => certificates.byDomain.get(domain)));
  const routes = await watchRoutes(house, { entranceOf: options.entranceOf, ...(options.turnMs ? { everyMs: options.turnMs.routes } : {}) });
  const sessions = watchSessions(house, options.turnMs ? { everyMs: options.turnMs.sessions } : {});
  const traffic = createTrafficCounter(house, { process: options.process, tenantOf: (instance) => routes.byInstance(instance)?.tenant });
  const writeTraffic = () => traffic.write().catch((error: unknown) => house.log.warn({ err: error }, 'the traffic could not be written'));
  const served = await serveGate({
    gate: createGate(house, { routes, sessions }), host: config.host, port: config.apps.port, ...(tls ? { tls } : {}), trustProxy: config.trustProxy, secure: config.apps.address.startsWith('https:'),
    limits: { maxBodyBytes: config.apps.maxBodyBytes, maxRequests: 512, maxSockets: 1024, connectMs: 5_000, answerMs: 60_000, ...options.limits },
    own: ownAnswers(house), elapsedMs: () => house.clock.elapsedMs(),
    counted: (instance, one) => { traffic.count(instance, one); house.metrics.requests.observe({ area: 'gateway', method: 'any', status: String(one.status) }, one.milliseconds / 1000); },
    onError: (error) => house.log.error({ err: error }, 'a request at the gateway failed'),
  });
  const plain = config.apps.plainPort === undefined || !tls ? undefined : await servePlain({
    host: config.host, port: config.apps.plainPort, challenge: (token) => findChallengeAnswer(house, token), onError: (error) => house.log.error({ err: error }, 'a plain request failed'),
    secureOrigin: (host) => { const name = routes.find(host) && hostName(host, config.apps.domain); return name && originOfHost(name, config.apps); },
  });
  const timer = setInterval(() => { void writeTraffic(); }, TRAFFIC_MS);
  return {
    port: served.port, plainPort: plain?.port, routes, sessions, writeTraffic,
    stop: async () => {
      clearInterval(timer);
      await Promise.all([served.stop(), plain?.stop()]);
      await Promise.all([routes.stop(), sessions.stop(), certificates?.stop()]);
      await writeTraffic();
    },
  };
}
