import { bytesOf, coresOf } from '../amounts.ts';
import type { AppComponent, AppPackage } from '../app-package.ts';

/** What one generation may use: whole millicores and bytes. */
export type Claim = {
  readonly cpu: number; readonly cpuLimit: number; readonly memory: number; readonly memoryLimit: number; readonly storage: number;
  readonly pods: number; readonly volumes: number;
  /** The largest container, for the bound of a single one. */
  readonly largestCpu: number; readonly largestMemory: number;
};

/** Limits of one component: its own, bounded by the ordered plan as on every runtime. Whole millicores and bytes. */
export type ComponentLimits = { readonly cpu: number; readonly cpuLimit: number; readonly memory: number; readonly memoryLimit: number };

export function componentLimits(app: AppPackage, planName: string | undefined, { resources }: AppComponent): ComponentLimits {
  const plan = app.plans.find(({ plan }) => plan === planName)?.limits;
  const cpuLimit = Math.min(millicores(resources.cpuLimit ?? resources.cpu), plan?.cpu === undefined ? Infinity : millicores(plan.cpu));
  const memoryLimit = Math.min(bytesOf(resources.memoryLimit), plan?.memory === undefined ? Infinity : bytesOf(plan.memory));
  return { cpu: Math.min(millicores(resources.cpu), cpuLimit), cpuLimit, memory: Math.min(bytesOf(resources.memory), memoryLimit), memoryLimit };
}

/** What a generation of this package may use under a plan. */
export function claimOf(app: AppPackage, planName: string | undefined): Claim {
  const limits = app.components.map((component) => componentLimits(app, planName, component));
  const sum = (of: (one: ComponentLimits) => number) => limits.reduce((total, one) => total + of(one), 0);
  return {
    cpu: sum(({ cpu }) => cpu), cpuLimit: sum(({ cpuLimit }) => cpuLimit), memory: sum(({ memory }) => memory), memoryLimit: sum(({ memoryLimit }) => memoryLimit),
    storage: (app.volumes ?? []).reduce((total, { size }) => total + bytesOf(size), 0), pods: limits.length, volumes: (app.volumes ?? []).length,
    largestCpu: Math.max(...limits.map(({ cpuLimit }) => cpuLimit)), largestMemory: Math.max(...limits.map(({ memoryLimit }) => memoryLimit)),
  };
}

/** Millicores as the API server writes them: `1500m`, `2`. */
export function writeCpu(millicores: number): string {
  return millicores % 1000 === 0 ? String(millicores / 1000) : `${millicores}m`;
}

/** Bytes as the API server writes them: `512Mi`, `3Gi`. */
export function writeBytes(bytes: number): string {
  for (const [unit, factor] of [['Ti', 1024 ** 4], ['Gi', 1024 ** 3], ['Mi', 1024 ** 2], ['Ki', 1024]] as const) if (bytes > 0 && bytes % factor === 0) return `${bytes / factor}${unit}`;
  return String(bytes);
}

// Kubernetes knows nothing finer than a millicore.
function millicores(amount: string): number {
  return Math.max(1, Math.round(coresOf(amount) * 1000));
}
