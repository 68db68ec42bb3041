/** The name of an authority's log in its checkpoints: the platform's host, then the authority. Source: C2SP tlog-checkpoint, "origin line". */
export function logOrigin(platform: string, tenant: string): string {
  return `${platform}/audit/${tenant}`;
}
