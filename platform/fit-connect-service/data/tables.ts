import type { ColumnType, Generated } from 'kysely';
import type { ContactInformation, DestinationStatus, OfferedService, ReplyChannels } from '../domain/destination.ts';
import type { ApiVersion, PublicService, SubmissionState } from '../domain/submission.ts';

type Json<Value> = ColumnType<Value, string, string>;
type JsonOrNull<Value> = ColumnType<Value | null, string | null, string | null>;

/** The rows of the room's tables. */
export type ServiceTables = {
  'fit_connect_service.service_key': { kid: string; public_jwk: Json<Readonly<Record<string, unknown>>>; sealed_private: Buffer; created_at: Date };
  'fit_connect_service.client': { id: string; name: string; secret_sha256: Buffer; scopes: string[]; created_at: Date; last_used_at: Date | null; ended_at: Date | null };
  'fit_connect_service.destination': {
    id: string; status: DestinationStatus; authority_id: string | null; encryption_kid: string; contact: Json<ContactInformation>; services: Json<readonly OfferedService[]>; metadata_versions: string[];
    reply_channels: JsonOrNull<ReplyChannels>; callback_url: string | null; sealed_callback_secret: Buffer | null; created_by: string | null; created_at: Date; changed_at: Date; deleted_at: Date | null;
  };
  'fit_connect_service.destination_key': { destination_id: string; kid: string; purpose: 'encrypt' | 'verify'; jwk: Json<Readonly<Record<string, unknown>>>; created_at: Date };
  'fit_connect_service.offer': { identifier: string; region: string; destination_id: string };
  'fit_connect_service.case_log': { id: string; destination_id: string; client_id: string; events: Generated<number>; created_at: Date };
  'fit_connect_service.submission': {
    id: string; case_id: string; destination_id: string; client_id: string; state: SubmissionState; version: ApiVersion; service: Json<PublicService>; region: string | null; announced: string[];
    callback_url: string | null; sealed_callback_secret: Buffer | null; encrypted_metadata: string | null; encrypted_data: string | null; content_sha256: Buffer | null;
    created_at: Date; submitted_at: Date | null; fetched_at: Date | null; reminded_at: Date | null; told_at: Date | null; ended_at: Date | null;
  };
  'fit_connect_service.attachment': { submission_id: string; id: string; object: string; size_bytes: ColumnType<string, number, number>; tag: string; created_at: Date };
  'fit_connect_service.loose_object': { object: string; since: Date };
  'fit_connect_service.case_event': { case_id: string; position: number; jti: string; submission_id: string; event: string; issuer: string; token: string; stored_at: Date };
};
