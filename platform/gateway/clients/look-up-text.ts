import { Resolver } from 'node:dns/promises';

/** The TXT records of a name; none when it does not exist or nobody answers in time. `servers` in place of those of the machine. */
export async function lookUpText(name: string, servers: readonly string[]): Promise<string[]> {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  if (servers.length > 0) resolver.setServers([...servers]);
  try {
    return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
  } catch {
    return [];
  }
}
