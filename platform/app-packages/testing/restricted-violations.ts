/**
 * What of a pod breaks the Pod Security Standard "restricted", read anew from its published rules (kubernetes.io, "Pod Security Standards", state of Kubernetes 1.34): every rule of "baseline" and of
 * "restricted" that concerns Linux. Shares nothing with what makes the pods. Empty when it keeps to it.
 */
export function restrictedViolations(podSpec: unknown): readonly string[] {
  const spec = record(podSpec);
  const pod = record(spec['securityContext']);
  const containers = [...list(spec['containers']), ...list(spec['initContainers']), ...list(spec['ephemeralContainers'])].map(record);
  const found: string[] = [];
  if (containers.length === 0) found.push('no container');
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) if (spec[field] !== undefined && spec[field] !== false) found.push(field);
  for (const volume of list(spec['volumes']).map(record)) {
    const kinds = Object.keys(volume).filter((key) => key !== 'name');
    if (kinds.length !== 1 || !ALLOWED_VOLUMES.has(kinds[0] ?? '')) found.push(`volume ${String(volume['name'])}: ${kinds.join()}`);
  }
  for (const sysctl of list(pod['sysctls']).map(record)) if (!SAFE_SYSCTLS.has(String(sysctl['name']))) found.push(`sysctl ${String(sysctl['name'])}`);
  if (pod['runAsUser'] === 0) found.push('pod: runAsUser 0');
  found.push(...commonViolations(pod, 'pod'));
  for (const container of containers) found.push(...containerViolations(container, pod));
  return found;
}

const ALLOWED_VOLUMES = new Set(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret']);
const SAFE_SYSCTLS = new Set([
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
]);
const SELINUX_TYPES = new Set([undefined, '', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']);

function containerViolations(container: Fields, pod: Fields): string[] {
  const name = String(container['name']);
  const own = record(container['securityContext']);
  const found = commonViolations(own, name);
  if (own['privileged'] !== undefined && own['privileged'] !== false) found.push(`${name}: privileged`);
  if (own['allowPrivilegeEscalation'] !== false) found.push(`${name}: allowPrivilegeEscalation`);
  if (own['procMount'] !== undefined && own['procMount'] !== 'Default') found.push(`${name}: procMount`);
  const capabilities = record(own['capabilities']);
  if (!list(capabilities['drop']).includes('ALL')) found.push(`${name}: capabilities are not dropped`);
  for (const added of list(capabilities['add'])) if (added !== 'NET_BIND_SERVICE') found.push(`${name}: capability ${String(added)}`);
  if (own['runAsNonRoot'] !== true && (own['runAsNonRoot'] === false || pod['runAsNonRoot'] !== true)) found.push(`${name}: may run as root`);
  if (own['runAsUser'] === 0) found.push(`${name}: runAsUser 0`);
  const seccomp = record(own['seccompProfile'])['type'] ?? record(pod['seccompProfile'])['type'];
  if (seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost') found.push(`${name}: seccomp ${String(seccomp)}`);
  for (const port of list(container['ports']).map(record)) if (port['hostPort'] !== undefined && port['hostPort'] !== 0) found.push(`${name}: hostPort`);
  const handlers = [container['livenessProbe'], container['readinessProbe'], container['startupProbe'], record(container['lifecycle'])['postStart'], record(container['lifecycle'])['preStop']].map(record);
  for (const handler of handlers) if (record(handler['httpGet'])['host'] || record(handler['tcpSocket'])['host']) found.push(`${name}: a probe asks another host`);
  return found;
}

function commonViolations(security: Fields, where: string): string[] {
  const found: string[] = [];
  const seLinux = record(security['seLinuxOptions']);
  if (!SELINUX_TYPES.has(seLinux['type'] as string | undefined) || seLinux['user'] || seLinux['role']) found.push(`${where}: SELinux`);
  const appArmor = record(security['appArmorProfile'])['type'];
  if (appArmor !== undefined && appArmor !== 'RuntimeDefault' && appArmor !== 'Localhost') found.push(`${where}: AppArmor ${String(appArmor)}`);
  if (record(security['seccompProfile'])['type'] === 'Unconfined') found.push(`${where}: seccomp Unconfined`);
  if (record(security['windowsOptions'])['hostProcess'] === true) found.push(`${where}: hostProcess`);
  return found;
}

type Fields = Readonly<Record<string, unknown>>;
const record = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
