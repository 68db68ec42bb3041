import { parentPort, workerData } from 'node:worker_threads';
import { cleanUpload } from '../clean-upload.ts';
import type { UploadKind } from '../upload-kind.ts';

const { bytes, accepts } = workerData as { bytes: Uint8Array; accepts: readonly UploadKind[] };
parentPort?.postMessage(await cleanUpload(bytes, accepts));
