import { SealingProblem } from './sealing-problem.ts';

/** Bytes as base64url without padding; for browsers and Node alike. */
export function toBase64url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 32_768) text += String.fromCharCode(...bytes.subarray(start, start + 32_768));
  return btoa(text);
}

/** What base64url stands for; throws SealingProblem. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/u.test(text)) throw new SealingProblem('unreadable');
  return fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
}

/** What base64 stands for; throws SealingProblem. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  let plain: string;
  try {
    plain = atob(text);
  } catch {
    throw new SealingProblem('unreadable');
  }
  const bytes = new Uint8Array(plain.length);
  for (let index = 0; index < plain.length; index += 1) bytes[index] = plain.charCodeAt(index);
  return bytes;
}
