import type { Instance } from './instance.ts';
import { isPassing } from './passage.ts';

/** Where an instance stands in its life. */
export type LifeStage = 'provisioning' | 'running' | 'updating' | 'restoring' | 'failing' | 'suspended' | 'terminated' | 'data-returned' | 'deleted';

/** The one word that says how things stand, out of what is wanted and what was seen. */
export function lifeStage(instance: Instance): LifeStage {
  if (instance.deletedAt) return 'deleted';
  if (instance.wanted === 'removed') return instance.dataReturnedAt ? 'data-returned' : 'terminated';
  if (instance.candidate && isPassing(instance)) return instance.candidate.reason === 'update' ? 'updating' : instance.candidate.reason === 'restore' ? 'restoring' : 'provisioning';
  if (instance.observed === 'failing') return 'failing';
  if (instance.observed === 'suspended') return 'suspended';
  return instance.observed === 'running' ? 'running' : 'provisioning';
}
