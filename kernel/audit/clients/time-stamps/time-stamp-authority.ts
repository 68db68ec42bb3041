/** Somebody who stamps: gets a request (RFC 3161 TimeStampReq, DER) and answers it (TimeStampResp, DER). */
export type TimeStampAuthority = {
  readonly kind: 'configured' | 'test';
  /** Certificates above the authority's own, or its own, PEM: a token that does not lead there is refused. */
  readonly certificates: string;
  answer(request: Uint8Array): Promise<Uint8Array>;
};
