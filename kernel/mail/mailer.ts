/** An e-mail in plain text to one person. */
export type Mail = { readonly to: string; readonly subject: string; readonly text: string };

/** Sends e-mails. */
export type Mailer = {
  /** Hands a mail over to the server; throws when it was not taken. The error names no address. */
  send(mail: Mail): Promise<void>;
  close(): void;
};
