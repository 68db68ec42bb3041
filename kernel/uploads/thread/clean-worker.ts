import { parentPort } from 'node:worker_threads';
import { cleanUpload } from '../clean-upload.ts';
import type { UploadKind } from '../upload-kind.ts';

parentPort?.on('message', async ({ bytes, accepts }: { bytes: Uint8Array; accepts: readonly UploadKind[] }) => { parentPort?.postMessage(await cleanUpload(bytes, accepts)); });
