export type { CleanedUpload } from './clean-upload.ts';
export { clamdScanner, type ClamdAddress } from './clients/clamd-scanner.ts';
export { inspectUpload } from './inspect-upload.ts';
export { openScanner } from './open-scanner.ts';
export { REFUSALS, refusalText, type Refusal } from './refusal.ts';
export { sniffUpload } from './sniff-upload.ts';
export { MEDIA_TYPES, UPLOAD_KINDS, type UploadKind } from './upload-kind.ts';
export { ScannerUnavailable, type VirusScanner } from './virus-scanner.ts';
