/** An e-mail in plain text to one person. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** `<…@…>`: the same mail sent twice has the same one. Without it the library makes one. */
  readonly messageId?: string;
  readonly attachments?: readonly { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array }[];
};

/** Sends e-mails. */
export type Mailer = {
  /** Hands a mail over to the server; throws when it was not taken, MailRefused when the address will never be. The error names no address. */
  send(mail: Mail): Promise<void>;
  close(): void;
};
