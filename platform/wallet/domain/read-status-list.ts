import { demand, type RefusalReason } from './refusal.ts';

/** The status at a place of a list (Token Status List): `bits` per status, the lowest bits of a byte first. Throws WalletRefusal when the place is outside. */
export function statusAt(bytes: Uint8Array, bits: number, index: number): number {
  const perByte = 8 / bits;
  const byte = bytes[Math.floor(index / perByte)];
  demand(byte !== undefined, 'status-out-of-range');
  return (byte >> ((index % perByte) * bits)) & ((1 << bits) - 1);
}

/** What a status says: undefined when all is well. Source: Token Status List, section 7 (0 valid, 1 invalid, 2 suspended). */
export function refusalOfStatus(status: number): RefusalReason | undefined {
  if (status === 0) return undefined;
  if (status === 1) return 'status-revoked';
  return status === 2 ? 'status-suspended' : 'status-unknown';
}
