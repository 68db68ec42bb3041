import type { TenantId } from '@allmende/database';
import { openJson, sealJson, type SecretKey } from '@allmende/secrets';
import type { StoredEvidence } from '../data/evidence.ts';
import type { EvidenceFile, Reading } from '../domain/evidence.ts';

/** What is sealed of a piece of evidence beside its bytes. */
export type SealedEvidence = Pick<EvidenceFile, 'evidence' | 'name'> & { readonly row?: string; readonly kind?: EvidenceFile['kind']; readonly refusal?: EvidenceFile['refusal'] };

export function sealEvidence(key: SecretKey, tenant: TenantId, id: string, part: SealedEvidence): Buffer {
  return sealJson(key, part, `online-services/evidence:${tenant}:${id}`);
}

export function sealReading(key: SecretKey, tenant: TenantId, id: string, reading: Reading): Buffer {
  return sealJson(key, reading, `online-services/reading:${tenant}:${id}`);
}

/** Opens everything of a piece of evidence but its bytes. */
export function openEvidence(key: SecretKey, tenant: TenantId, stored: StoredEvidence): EvidenceFile {
  const part = openJson<SealedEvidence>(key, stored.sealed, `online-services/evidence:${tenant}:${stored.id}`);
  return {
    id: stored.id, evidence: part.evidence, row: part.row, state: stored.state, name: part.name, kind: part.kind, refusal: part.refusal, fileId: stored.fileId, sizeBytes: stored.sizeBytes, isLate: stored.isLate, receivedAt: stored.receivedAt,
    reading: stored.reading === null ? undefined : openJson<Reading>(key, stored.reading, `online-services/reading:${tenant}:${stored.id}`),
  };
}
