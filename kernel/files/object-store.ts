/** Where sealed files lie: a folder here, an S3 bucket in operation. It never sees plaintext. */
export type ObjectStore = {
  /** Durable before it resolves; the same key twice keeps the newer bytes. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Undefined when there is no such object. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Resolves also when there was nothing. */
  remove(key: string): Promise<void>;
};
