import { UnusableConfig, type Config } from '@allmende/config';
import { getDomain } from 'tldts';

/**
 * Refuses an apps domain that is one site with the platform's own pages: cookies could be set across and SameSite would not hold. By the Public Suffix List. In development the domain may be
 * the same in part; production throws UnusableConfig.
 */
export function checkAppsDomain(config: Pick<Config, 'environment' | 'publicAddress' | 'areaAddress' | 'apps'>): void {
  if (config.environment !== 'production') return;
  const own = siteOf(config.apps.domain);
  for (const address of [config.publicAddress, ...Object.values(config.areaAddress)]) {
    const host = new URL(address).hostname;
    if (own === siteOf(host)) {
      throw new UnusableConfig('ALLMENDE_APPS_DOMAIN', `„${config.apps.domain}“ gehört zur selben registrierbaren Domain (${own}) wie die Plattform unter ${host}. Anwendungen Dritter brauchen eine andere, sonst könnten sie deren Cookies setzen. Nennen Sie eine eigene Domain nur für Anwendungen.`);
    }
  }
}

/** The registrable domain; the name itself where the list knows none, such as for `localhost` or an address of numbers. */
function siteOf(host: string): string {
  return getDomain(host, { allowPrivateDomains: true, validateHostname: false }) ?? host;
}
